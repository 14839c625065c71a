# pseudo.awk -- a language that nobody speaks, made of the English catalogue: every Latin letter of a text
# becomes a Greek one, what is filled in stays. What a page or command then says in Latin letters
# did not come from the catalogues. Called by make for languages.test.mjs.
BEGIN {
	latin = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	n = split("Α Β Ψ Δ Ε Φ Γ Η Ι Ξ Κ Λ Μ Ν Ο Π Ϙ Ρ Σ Τ Θ Ω Ϝ Χ Υ Ζ α β ψ δ ε φ γ η ι ξ κ λ μ ν ο π ϙ ρ σ τ θ ω ϝ χ υ ζ", greek, " ")
}
!/^[a-z]/ { next }
{
	at = index($0, ": \"")
	key = substr($0, 1, at - 1)
	text = substr($0, at + 3, length($0) - at - 3)
	if (key == "new_hub_languages") # is read by the hub
		text = "[el, en]"
	else {
		out = ""
		for (i = 1; i <= length(text); i++) {
			c = substr(text, i, 1)
			if (c == "\\") {
				out = out substr(text, i++, 2)
			} else if (match(substr(text, i), /^\{[a-z0-9_]+\}/)) {
				out = out substr(text, i, RLENGTH)
				i += RLENGTH - 1
			} else {
				k = index(latin, c)
				out = out (k ? greek[k] : c)
			}
		}
		text = out
	}
	printf "%s: \"%s\"\n", key, text
}
