package io.mltwin.workspace.machinelearning.encryption;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code https://{host}/keys/{name}/{version}}: the version must be there. */
record KeyIdentifier(String host, String name, String version) {

    private static final Pattern FORM =
            Pattern.compile("https://([A-Za-z0-9.-]+(?::[0-9]{1,5})?)/keys/([A-Za-z0-9-]{1,127})/([0-9a-fA-F]{32})");

    static Optional<KeyIdentifier> read(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new KeyIdentifier(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }
}
