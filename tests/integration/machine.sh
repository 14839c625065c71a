#!/bin/bash
# machine.sh -- runs a script as root on a machine of its own: this one's files below an overlay that goes with it, and
# systemd as process 1, so that units run as they are written, sandbox and all. No network but loopback. Needs root,
# overlayfs and systemd-nspawn; ends with 77 where they are missing.
#
# usage: machine.sh SECONDS SCRIPT [ARGUMENT …]
set -eu
[ "$(id -u)" = 0 ] || { echo "skipped: a machine of its own needs root" && exit 77; }
command -v systemd-nspawn >/dev/null || { echo "skipped: systemd-nspawn is missing (systemd-container)" && exit 77; }
if [ "${TH_MACHINE_INSIDE:-}" = "" ]; then
	TH_MACHINE_INSIDE=yes exec unshare -m "$0" "$@"
fi
seconds=$1
shift

box=$(mktemp -d)
trap 'umount -l "$box/root" "$box" 2>/dev/null; rmdir "$box"' EXIT
mount -t tmpfs machine "$box" && mkdir "$box/new" "$box/work" "$box/root"
mount -t overlay machine -o "lowerdir=/,upperdir=$box/new,workdir=$box/work" "$box/root" 2>/dev/null ||
	{ echo "skipped: no overlay of / can be mounted here" && exit 77; }
root=$box/root
: >"$root/etc/machine-id"
rm -rf "$root/srv/teamhub"
printf '%q ' "$@" >"$root/machine.command"
cat >"$root/etc/systemd/system/machine.service" <<'END'
[Unit]
Description=What this machine is for
After=basic.target dbus.service

[Service]
Type=oneshot
Environment=HOME=/root LC_ALL=C.UTF-8
ExecStart=/bin/bash /machine.command
ExecStopPost=/bin/sh -c 'systemctl --no-block exit $EXIT_STATUS'
StandardOutput=file:/machine.log
StandardError=file:/machine.log
END
status=0
timeout "$seconds" systemd-nspawn --register=no --keep-unit --quiet --boot --private-network --console=pipe \
	--directory="$root" systemd.unit=machine.service </dev/null >"$box/console" 2>&1 || status=$?
if [ ! -e "$root/machine.log" ]; then
	echo "skipped: systemd does not start in a container here: $(tail -n 1 "$box/console")"
	status=77
else
	cat "$root/machine.log"
fi
exit "$status"
