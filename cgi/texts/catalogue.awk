# catalogue.awk -- the catalogues (en.yml, de.yml, …) as C. Run by make, with the English one first:
# what it names, every language must have. A fault ends the build with file, line and remedy.
#
#   awk -v what=ids    … one name a text, for include/teamhub/texts.h
#   awk -v what=tables … the texts themselves, for texts.c
#
# A catalogue is the plain part of YAML that themes use for their words: one `key: "text"` a line,
# with \" \\ and \n; comments and empty lines between. LC_ALL=C, so that lengths are octets.

function fail(sentence) {
	printf "%s:%d: %s\n", FILENAME, FNR, sentence > "/dev/stderr"
	failed = 1
}

function language_of(path) {
	sub(/.*\//, "", path)
	sub(/\.yml$/, "", path)
	return path
}

# " {n} {place}": the placeholders of a text, each once, in the order of their names.
function placeholders(text,    all, n, i, k, swap, list, seen) {
	n = 0
	while (match(text, /\{[a-z0-9_]+\}/)) {
		list = substr(text, RSTART, RLENGTH)
		text = substr(text, RSTART + RLENGTH)
		if (list in seen)
			continue
		seen[list] = 1
		all[++n] = list
	}
	for (i = 2; i <= n; i++)
		for (k = i; k > 1 && all[k] < all[k - 1]; k--) {
			swap = all[k]; all[k] = all[k - 1]; all[k - 1] = swap
		}
	list = ""
	for (i = 1; i <= n; i++)
		list = list " " all[i]
	return list
}

# "stories_count" of "stories_count_few", where English has stories_count_one and _other; else "".
function plural_of(key,    base) {
	base = key
	if (!sub(/_(zero|one|two|few|many|other)$/, "", base))
		return ""
	return ((base "_one") in known) && ((base "_other") in known) ? base : ""
}

function as_name(key) {
	key = toupper(key)
	gsub(/[^A-Z0-9]/, "_", key)
	return key
}

FNR == 1 {
	lang = language_of(FILENAME)
	if (lang !~ /^[a-z][a-z][a-z]?(-[A-Za-z0-9]+)*$/)
		fail("the file is not named after a language: de.yml, pt-br.yml")
	languages[++count_languages] = lang
	path[lang] = FILENAME
}

/^#/ || /^$/ { next }

{
	if (!match($0, /^[a-z][A-Za-z0-9_-]*: "/)) {
		fail("this line is not `key: \"text\"`")
		next
	}
	key = substr($0, 1, RLENGTH - 3)
	text = substr($0, RLENGTH + 1)
	bare = text
	gsub(/\\["\\n]/, "", bare)
	if (bare !~ /^[^"\\]*"$/) {
		fail(key ": the text ends with \", and within it there are only \\\" \\\\ and \\n")
		next
	}
	text = substr(text, 1, length(text) - 1)
	if (text == "")
		fail(key ": the text is empty")
	if ((lang, key) in texts)
		fail(key ": is here twice")
	texts[lang, key] = text
	where[lang, key] = FNR
	if (count_languages == 1)
		known[key] = 1
	else if (!(key in known) && plural_of(key) == "")
		fail(key ": " path[languages[1]] " has no such text")
	if (!(key in seen)) {
		seen[key] = 1
		keys[++count] = key
	}
}

function sort_keys(    i, k, key) {
	for (i = 2; i <= count; i++) {
		key = keys[i]
		for (k = i; k > 1 && key < keys[k - 1]; k--)
			keys[k] = keys[k - 1]
		keys[k] = key
	}
}

# Every language has every text of the first one, with the same placeholders. Forms of number may
# leave the number out; the words of a finding may be chosen by language.
function compare(lang,    i, key, first) {
	first = languages[1]
	for (i = 1; i <= count; i++) {
		key = keys[i]
		if (!((lang, key) in texts)) {
			if (plural_of(key) == "" || key ~ /_other$/) {
				printf "%s: %s is missing: %s:%d has it\n", path[lang], key, path[first],
				    where[first, key] > "/dev/stderr"
				failed = 1
			}
		} else if (plural_of(key) == "" && key !~ /^(finding|remedy)_/ &&
			   placeholders(texts[lang, key]) != placeholders(texts[first, key])) {
			printf "%s:%d: %s: the places to fill are%s, not%s\n", path[lang],
			    where[lang, key], key, placeholders(texts[first, key]),
			    placeholders(texts[lang, key]) > "/dev/stderr"
			failed = 1
		}
	}
}

function print_ids(    i, base) {
	print "enum text_id {"
	for (i = 1; i <= count; i++)
		printf "\tTEXT_%s,\n", as_name(keys[i])
	print "\tTEXT_COUNT,\n\tTEXT_NONE = TEXT_COUNT /* where a table has none */\n};\n\nenum text_plural {"
	for (i = 1; i <= count; i++)
		if (keys[i] ~ /_other$/ && (base = plural_of(keys[i])) != "")
			printf "\tPLURAL_%s,\n", as_name(base)
	print "\tPLURAL_COUNT\n};"
}

# One string for all, and where each begins: nothing is to be relocated when the program starts.
function print_strings(name, lang,    i, key, text, at) {
	printf "static const char %s_bytes[] =\n", name
	for (i = 1; i <= count; i++) {
		key = keys[i]
		text = lang == "" ? key : ((lang, key) in texts) ? texts[lang, key] : ""
		starts[i] = at
		gsub(/\?/, "\\?", text)
		printf "\t\"%s\\0\"\n", text
		gsub(/\\./, "x", text)
		at += length(text) + 1
	}
	printf "\t;\nstatic const uint32_t %s_at[TEXT_COUNT + 1] = {\n", name
	for (i = 1; i <= count; i++)
		printf "\t%d,\n", starts[i]
	printf "\t%d};\n\n", at
}

# Sorts the languages; where the first one is then, from 0.
function english(    first, i, k, lang) {
	first = languages[1]
	for (i = 2; i <= count_languages; i++) {
		lang = languages[i]
		for (k = i; k > 1 && lang < languages[k - 1]; k--)
			languages[k] = languages[k - 1]
		languages[k] = lang
	}
	for (i = 1; languages[i] != first; i++)
		;
	return i - 1
}

function print_tables(    i, k, key, base, forms, n) {
	english_at = english()
	print_strings("keys", "")
	for (i = 1; i <= count_languages; i++)
		print_strings("lang_" i, languages[i])
	printf "enum { ENGLISH = %d };\nstatic const catalogue catalogues[] = {\n", english_at
	for (i = 1; i <= count_languages; i++)
		printf "\t{{\"%s\", %d}, lang_%d_bytes, lang_%d_at},\n", languages[i],
		    length(languages[i]), i, i
	print "};\n\nstatic const uint16_t plurals[PLURAL_COUNT][6] = {"
	n = split("zero one two few many other", forms, " ")
	for (i = 1; i <= count; i++) {
		if (keys[i] !~ /_other$/ || (base = plural_of(keys[i])) == "")
			continue
		printf "\t{"
		for (k = 1; k <= n; k++) {
			key = base "_" forms[k]
			printf "%s%s", (k > 1 ? ", " : ""), (key in seen ? "TEXT_" as_name(key) : "TEXT_NONE")
		}
		print "},"
	}
	print "};"
}

END {
	sort_keys()
	for (i = 2; i <= count_languages; i++)
		compare(languages[i])
	if (failed)
		exit 1
	if (what == "ids")
		print_ids()
	else
		print_tables()
}
