#!/usr/bin/env bash
# deploy/install.sh kiosk|agent|platform|window [--root DIR]: puts the profile of one machine in place. As root; the
# program itself stands in /opt/onewindow with its .venv. With --root: into a folder, for an image; then nothing is run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

kind=${1:-}
case "$kind" in kiosk|agent|platform|window) ;; *) sed -n 2,3p "$0" >&2; exit 2 ;; esac
root=
[ "${2:-}" = --root ] && root=${3:?}

put() { install -D -m 0644 "$1" "$root$2/$(basename "$1")"; }
mask() { mkdir -p "$root/etc/systemd/system"; ln -sfn /dev/null "$root/etc/systemd/system/$1"; }

put sysusers.d/onewindow.conf /etc/sysusers.d
put tmpfiles.d/onewindow.conf /etc/tmpfiles.d
if [ "$kind" = window ]; then
  put systemd-user/onewindow-window.service /etc/systemd/user
  put systemd-user/onewindow-agent.service /etc/systemd/user
else
  put "systemd/onewindow-$kind.service" /etc/systemd/system
fi
if [ "$kind" != window ]; then
  put coredump.conf.d/onewindow.conf /etc/systemd/coredump.conf.d
  put sysctl.d/70-onewindow.conf /etc/sysctl.d
fi
if [ "$kind" = kiosk ]; then
  put udev/70-onewindow.rules /etc/udev/rules.d
  put logind.conf.d/onewindow.conf /etc/systemd/logind.conf.d
  put system.conf.d/onewindow.conf /etc/systemd/system.conf.d
  put modprobe.d/onewindow.conf /etc/modprobe.d
  put pam.d/onewindow-kiosk /etc/pam.d
  put logrotate.d/onewindow /etc/logrotate.d
  for unit in onewindow-stick@.service onewindow-stick-save.service onewindow-stick-save.path \
    onewindow-touch.service onewindow-touch.path; do
    put "systemd/$unit" /etc/systemd/system
  done
  for helper in onewindow-stick onewindow-touch; do
    install -D -m 0755 "libexec/$helper" "$root/usr/local/libexec/$helper"
  done
  for unit in getty@.service autovt@.service serial-getty@.service console-getty.service debug-shell.service \
    ctrl-alt-del.target emergency.service rescue.service sleep.target suspend.target hibernate.target; do mask "$unit"; done
fi

[ -n "$root" ] && exit
# The services may not write into the program, so that each start would compile it anew: half its time.
/opt/onewindow/.venv/bin/python -m compileall -q -j 0 /opt/onewindow/{domain,devices,offline_queue,qt_edge,kiosk,window_client,acceptance_platform,assets}
systemd-sysusers
systemd-tmpfiles --create
systemctl daemon-reload
if [ "$kind" != window ]; then
  sysctl --system >/dev/null
  systemctl enable "onewindow-$kind.service"
fi
if [ "$kind" = kiosk ]; then
  udevadm control --reload
  systemctl enable --now onewindow-stick-save.path onewindow-touch.path
  systemctl enable onewindow-touch.service
  systemctl set-default graphical.target
fi
