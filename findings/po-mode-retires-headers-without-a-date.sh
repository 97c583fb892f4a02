#!/usr/bin/env bash
# GNU gettext 0.21's po-mode for Emacs (Debian 12: gettext-el 0.21-12, Emacs 28.2)
#
# Expected: opening a catalog, editing nothing, and writing it leaves its header as it is. PO-Revision-Date is one of its
#   fields (GNU gettext manual, "Filling in the Header Entry"); a file without it is read by every gettext tool, and
#   msgfmt -c does no more than warn.
# Instead, po-mode takes a header without PO-Revision-Date for "an oldish header": on opening it makes the header obsolete
#   ("#~ msgid """) and puts a template's in front, fuzzy, with charset=CHARSET and without Language and Plural-Forms. That is
#   its default (po-auto-update-file-header is t), no question is asked, and the next save writes it. Of a catalog with
#   plural forms, msgfmt -c then refuses what it accepted before.
# Why it matters: catalogs are also made by tools (polib, msgcat on hand-written files, ours) that do not invent a date. Set
#   po-auto-update-file-header to nil in Emacs, or write the field.
set -euo pipefail
command -v emacs >/dev/null || { echo "needs emacs (Debian: emacs-nox)" >&2; exit 2; }
command -v msgfmt >/dev/null || { echo "needs GNU gettext (msgfmt) on PATH" >&2; exit 2; }
mode=$(find /usr/share/emacs -name po-mode.el 2>/dev/null | head -n 1)
[ -n "$mode" ] || { echo "needs po-mode (Debian: gettext-el)" >&2; exit 2; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
cat > ru.po <<'PO'
msgid ""
msgstr ""
"Language: ru\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

msgid "{count} letter"
msgid_plural "{count} letters"
msgstr[0] "{count} письмо"
msgstr[1] "{count} письма"
msgstr[2] "{count} писем"
PO
msgfmt -c -o /dev/null ru.po 2>/dev/null && echo "msgfmt -c before: accepts"
opened() {  # SETTINGS OUT: open the catalog in po-mode, and write what the buffer then holds
  emacs --batch -Q -l "$mode" --eval "(progn $1 (setq coding-system-for-read 'utf-8 coding-system-for-write 'utf-8)
    (find-file \"ru.po\") (po-mode) (widen) (write-region (point-min) (point-max) \"$2\") (set-buffer-modified-p nil))" 2>/dev/null
}
opened "" default.po
opened "(setq po-auto-update-file-header nil)" kept.po
cmp ru.po kept.po && echo "with po-auto-update-file-header nil: unchanged"
head -n 22 default.po
grep -q '^"Content-Type: text/plain; charset=CHARSET' default.po || { echo "behaviour changed" >&2; exit 1; }
grep -q '^#~ "Plural-Forms: nplurals=3' default.po || { echo "behaviour changed" >&2; exit 1; }
if msgfmt -c -o /dev/null default.po 2>/dev/null; then echo "behaviour changed" >&2; exit 1; fi
echo "msgfmt -c after opening: refuses"
