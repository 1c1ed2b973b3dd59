"""Systems that print nothing: their commands are on PATH and say what real ones say."""

import os
import stat

LP = """#!/bin/sh
# as `lp` of CUPS 2.4 answers
while [ $# -gt 0 ]; do
  case "$1" in
    -d) to="$2"; shift;;
    -t) shift;;
    -o) echo "$2" >>"$SPOOL/options"; shift;;
  esac
  shift
done
if [ -e "$SPOOL/refuses" ]; then
  echo "lp: Error - The printer is not accepting jobs." >&2; exit 1
fi
n=$(( $(ls "$SPOOL/sent" | wc -l) + 1 ))
cat >"$SPOOL/sent/$to-$n"
if [ -e "$SPOOL/jammed" ]; then : >"$SPOOL/coming/$to-$n"
else echo successfully >"$SPOOL/done/$to-$n"; fi
echo "request id is $to-$n (1 file(s))"
"""
LPSTAT = """#!/bin/sh
# as `lpstat` of CUPS 2.4 answers
echo "$*" >>"$SPOOL/lpstat"
case "$*" in
  "-e -d") echo "Bureau"; echo "Badges_62"; echo "system default destination: Bureau";;
  *not-completed*) for j in $(ls "$SPOOL/coming"); do
      echo "$j  asso  1024   Mon Nov 30 09:12:00 2026"; done;;
  *completed*) for j in $(ls "$SPOOL/done"); do
      echo "$j  asso  1024   Mon Nov 30 09:12:00 2026"
      echo "\tAlerts: job-completed-$(cat "$SPOOL/done/$j")"; echo "\tqueued for Bureau"; done;;
  *-p*) if [ -e "$SPOOL/jammed" ]; then
      echo "printer Bureau disabled since Mon Nov 30 09:12:00 2026 -"; echo "\tPaper jam"
      echo "\tAlerts: media-jam-error"
    else echo "printer Bureau is idle."; echo "\tAlerts: none"; fi;;
esac
"""
CANCEL = """#!/bin/sh
rm -f "$SPOOL/coming/$1"; echo canceled-by-user >"$SPOOL/done/$1"
"""
POWERSHELL = """#!/bin/sh
case "$*" in
  *Win32_Printer*)
    echo '[{"Name":"Bureau à gauche","Default":true},{"Name":"PDF","Default":false}]';;
  *Get-PrintJob*Remove*) rm -f "$SPOOL/coming/$PARVIS_TICKET.pdf";;
  *Get-PrintJob*) for j in $(ls "$SPOOL/coming"); do
      rows="$rows,{\\"Name\\":\\"$j\\",\\"Status\\":\\"Error, PaperOut\\"}"; done
    echo "[${rows#,}]";;
esac
"""
SUMATRA = """#!/bin/sh
for last; do :; done
cp "$last" "$SPOOL/sent/"; echo "$@" >"$SPOOL/asked"
if [ -e "$SPOOL/jammed" ]; then : >"$SPOOL/coming/$(basename "$last")"; fi
"""


class Spool:
    """The folder of a fake system: what it was sent, and what is wrong with its printer."""

    def __init__(self, folder):
        self.folder = folder
        for name in ("sent", "coming", "done"):
            (folder / name).mkdir(parents=True)

    def sent(self):
        return sorted(file.name for file in (self.folder / "sent").iterdir())

    def asked_for_printers(self):
        """How often the system was asked which printers there are."""
        return (self.folder / "lpstat").read_text().splitlines().count("-e -d")

    def pages(self, name):
        return (self.folder / "sent" / name).read_bytes()

    def jam(self):
        (self.folder / "jammed").touch()

    def refuse(self):
        (self.folder / "refuses").touch()

    def clear(self):
        """The paper is out again: what was coming is printed."""
        (self.folder / "jammed").unlink()
        for file in (self.folder / "coming").iterdir():
            (self.folder / "done" / file.name).write_text("successfully")
            file.unlink()


def put_on_path(monkeypatch, folder, **commands):
    """A spool whose commands, by name, are found before any other."""
    spool, place = Spool(folder / "spool"), folder / "bin"
    place.mkdir(parents=True)
    for name, text in commands.items():
        file = place / name
        file.write_text(text)
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{place}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("SPOOL", str(spool.folder))
    return spool


def cups(monkeypatch, folder):
    return put_on_path(monkeypatch, folder, lp=LP, lpstat=LPSTAT, cancel=CANCEL)
