#!/bin/sh
# install.sh -- `make install` and `make uninstall`: one list of what goes where. Called by the Makefile, from the root
# of the repository, with the first argument install or uninstall and, in the environment:
#
#   DESTDIR   prefix   sysconfdir   zshdir   BUILD (where the programs are)   RELEASED (a day)
#
# Files of sysconfdir that somebody changed are left alone, by both.
set -eu
do=$1
: "${DESTDIR=}" "${prefix:?}" "${sysconfdir:?}" "${zshdir:?}" "${BUILD:?}" "${RELEASED:?}"
etc=$sysconfdir/teamhub
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# put MODE SOURCE TARGET
put() {
	case $do in
	install) install -D -m "$1" "$2" "$DESTDIR$3" ;;
	uninstall) rm -f "$DESTDIR$3" ;;
	esac
}

# With the places of this installation: put_text MODE SOURCE TARGET
put_text() {
	place "$2"
	put "$1" "$work/text" "$3"
}

place() {
	sed -e "s#/usr/local/#$prefix/#g" -e "s#/etc/nginx/teamhub-#$etc/nginx/teamhub-#g" \
		-e "s#^\([[:blank:]]*include \)teamhub-#\1$etc/nginx/teamhub-#" -e "s#/etc/teamhub#$etc#g" "$1" >"$work/text"
}

# put_setting SOURCE TARGET: TARGET stays as it is if it is not what was installed last (TARGET.installed says what).
put_setting() {
	place "$1"
	was=$DESTDIR$prefix/share/teamhub/settings$2 is=$DESTDIR$2
	case $do in
	install)
		if [ ! -e "$is" ] || cmp -s "$is" "$was"; then
			install -D -m 644 "$work/text" "$is"
		elif ! cmp -s "$is" "$work/text"; then
			install -D -m 644 "$work/text" "$is.new"
			echo "$is was changed and stays; what this version brings is $is.new" >&2
		fi
		install -D -m 644 "$work/text" "$was"
		;;
	uninstall)
		if cmp -s "$is" "$was"; then rm -f "$is" "$was"; fi
		;;
	esac
}

for program in teamhub teamhub.fcgi; do
	put 755 "$BUILD/$program" "$prefix/bin/$program"
done
for program in teamhub-media teamhub-preview teamhub-websub; do
	put 755 "$BUILD/$program" "$prefix/lib/teamhub/$program"
done
put_text 755 nginx/package/teamhub-setup.sh "$prefix/sbin/teamhub-setup"

find themes -type f -path '*/*/*' | while read -r file; do
	put 644 "$file" "$prefix/share/teamhub/$file"
done

for unit in nginx/systemd/*.service nginx/systemd/*.socket nginx/systemd/*.timer nginx/systemd/*.path; do
	put_text 644 "$unit" "$prefix/lib/systemd/system/${unit##*/}"
done
put_text 644 nginx/package/sysusers.conf "$prefix/lib/sysusers.d/teamhub.conf"
put_text 644 nginx/package/tmpfiles.conf "$prefix/lib/tmpfiles.d/teamhub.conf"

put_setting nginx/package/teamhub.conf "$etc/teamhub.conf"
put_setting nginx/package/logrotate "$sysconfdir/logrotate.d/teamhub"
for file in nginx/teamhub-*.conf; do
	put_setting "$file" "$etc/nginx/${file##*/}"
done
for server in apache lighttpd caddy haproxy; do
	for file in "nginx/$server"/teamhub*; do
		put_setting "$file" "$etc/$server/${file##*/}"
	done
done

# The page of teamhub-setup is what it says of itself.
{
	printf '.TH TEAMHUB\\-SETUP 8 "%s" "%s"\n.SH NAME\nteamhub\\-setup \\- makes a hub that answers, beside an existing site\n' \
		"$RELEASED" "$("$BUILD/teamhub" --version)"
	printf '.SH DESCRIPTION\n.nf\n'
	sh nginx/package/teamhub-setup.sh --help | sed -e 's/[-\\]/\\&/g' -e "s/^[.']/\\\\\&&/"
	printf '.fi\n.SH SEE ALSO\n.BR teamhub (1),\n.BR teamhub.fcgi (8)\n'
} >"$work/page"
put 644 "$work/page" "$prefix/share/man/man8/teamhub-setup.8"

for page in $("$BUILD/teamhub" manual); do
	for lang in en de; do
		folder='man'
		[ "$lang" = en ] || folder="man/$lang"
		"$BUILD/teamhub" manual "$page" --lang "$lang" >"$work/page"
		put 644 "$work/page" "$prefix/share/$folder/man${page##*.}/$page"
	done
done
"$BUILD/teamhub" manual bash >"$work/bash"
put 644 "$work/bash" "$prefix/share/bash-completion/completions/teamhub"
"$BUILD/teamhub" manual zsh >"$work/zsh"
put 644 "$work/zsh" "$zshdir/_teamhub"

# What is empty now, and was ours.
if [ "$do" = uninstall ]; then
	for folder in "$prefix/lib/teamhub" "$prefix/share/teamhub" "$etc"; do
		[ ! -d "$DESTDIR$folder" ] || find "$DESTDIR$folder" -depth -type d -empty -delete
	done
fi
