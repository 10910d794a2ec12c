package io.mltwin.compute.attachedmachines;

/**
 * Commands of a POSIX shell that change {@code ~/.ssh/authorized_keys}. Each reads one line, and
 * done twice does what it does once; the file's other lines, owner and mode stay.
 */
final class AuthorizedKeys {

    static final String ADD = """
            umask 077 && mkdir -p "$HOME/.ssh" && f="$HOME/.ssh/authorized_keys" && touch "$f" && IFS= read -r line &&
            { grep -qxF -- "$line" "$f" || {
              [ -z "$(tail -c 1 "$f")" ] || printf '\\n' >> "$f"
              printf '%s\\n' "$line" >> "$f"
            }; }
            """;

    static final String REMOVE = """
            f="$HOME/.ssh/authorized_keys"; [ -f "$f" ] || exit 0
            umask 077; IFS= read -r line; t=$(mktemp "$f.XXXXXX") || exit 1
            grep -vxF -- "$line" "$f" > "$t"; [ $? -le 1 ] && cat "$t" > "$f"; e=$?; rm -f "$t"; exit $e
            """;

    private AuthorizedKeys() {}
}
