package io.mltwin.compute.execution;

import io.mltwin.compute.runs.RunBody.WarningBody;
import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Warns of environment variables that look like secrets, since variables are logged and stored
 * ("Enterprise security and governance", Microsoft collected data). A run with them is accepted. A
 * warning names the variable and never its value.
 */
final class SecretVariables {

    private static final String SOURCE = "EnvironmentVariables";

    /** So much of a value is looked at: a longer one is no secret, and would take its time. */
    private static final int MOST = 8192;

    /** The forms of values that are secrets, whatever their variables are called. */
    private static final List<Form> FORMS = List.of(
            new Form("an account key", "(AccountKey|SharedAccessKey)\\s*=\\s*\\S"),
            new Form("a shared access signature", "SharedAccessSignature\\s*=\\s*\\S|(^|[?&;])sig=\\S"),
            new Form("a private key", "-----BEGIN ([A-Z]+ )*PRIVATE KEY-----"),
            new Form("a token", "eyJ[A-Z0-9_-]{8,}\\.eyJ[A-Z0-9_-]{8,}\\.[A-Z0-9_-]"),
            new Form("a password", "[;?&]\\s*(password|pwd)\\s*=\\s*[^;\\s]"));

    /** Variables of these names hold a password, which may be of any form. */
    private static final Pattern PASSWORD_NAME = AsciiCase.pattern(".*(PASSWORD|PASSWD|PASSPHRASE).*|.*_PWD");

    /** Variables of these names hold a secret if their value is long and random. */
    private static final Pattern SECRET_NAME =
            AsciiCase.pattern("(.*_)?(API|ACCESS|ACCOUNT|SECRET)?(KEY|TOKEN|SAS)[0-9]*|.*SECRET.*|.*CREDENTIAL.*");

    private static final Pattern RANDOM = Pattern.compile("(?=.*[0-9])[A-Za-z0-9+/_~.-]{16,}={0,2}");

    private SecretVariables() {}

    /**
     * One form of secrets.
     *
     * @param kind with its article
     */
    private record Form(String kind, Pattern pattern) {

        Form(String kind, String expression) {
            this(kind, AsciiCase.pattern(expression));
        }
    }

    /** Returns a warning for each variable that looks like a secret, ordered by name. */
    static List<WarningBody> warnings(Map<String, String> variables) {
        List<WarningBody> warnings = new ArrayList<>();
        new TreeMap<>(variables)
                .forEach((name, value) -> kind(name, value.substring(0, Math.min(MOST, value.length())))
                        .ifPresent(kind -> warnings.add(warning(name, kind))));
        return warnings;
    }

    private static Optional<String> kind(String name, String value) {
        for (Form form : FORMS) {
            if (form.pattern().matcher(value).find()) {
                return Optional.of(form.kind());
            }
        }
        if (PASSWORD_NAME.matcher(name).matches() && !value.isBlank()) {
            return Optional.of("a password");
        }
        return SECRET_NAME.matcher(name).matches() && RANDOM.matcher(value).matches()
                ? Optional.of("a key")
                : Optional.empty();
    }

    private static WarningBody warning(String name, String kind) {
        return new WarningBody(
                SOURCE,
                "The environment variable '"
                        + name
                        + "' looks like "
                        + kind
                        + ". Environment variables are logged and stored: keep secrets in the workspace's key vault.");
    }
}
