package io.mltwin.compute.sshaccounts;

import static io.mltwin.compute.sshaccounts.SshAccountErrors.cannotChange;
import static io.mltwin.compute.sshaccounts.SshAccountErrors.invalid;
import static io.mltwin.compute.sshaccounts.SshAccountErrors.localAuthDisabled;
import static io.mltwin.compute.sshaccounts.SshAccountErrors.noSecret;
import static io.mltwin.encoding.Absence.isTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/**
 * Validates an SSH account of nodes.
 *
 * <p>Deviation: the rules for names and passwords of SSH accounts are those of Linux virtual
 * machines ("Frequently asked question about Linux Virtual Machines"), since none are documented
 * for clusters; Ed25519 keys are refused.
 */
public final class SshAccountValidator {

    private static final int SHORTEST = 6;
    private static final int LONGEST = 72;
    private static final int KINDS = 3;
    private static final int RSA_BITS = 2048;

    /** The kinds of characters; a password has three of them. */
    private static final List<Pattern> CHARACTERS = List.of(
            Pattern.compile("[a-z]"),
            Pattern.compile("[A-Z]"),
            Pattern.compile("[0-9]"),
            Pattern.compile("[^A-Za-z0-9]"));

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private static final Set<String> KEY_TYPES =
            Set.of("ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521");

    private static final Set<String> RESERVED = Set.of(
            "1",
            "123",
            "a",
            "actuser",
            "adm",
            "admin",
            "admin1",
            "admin2",
            "administrator",
            "aspnet",
            "backup",
            "console",
            "david",
            "guest",
            "john",
            "owner",
            "root",
            "server",
            "sql",
            "support",
            "support_388945a0",
            "sys",
            "test",
            "test1",
            "test2",
            "test3",
            "user",
            "user1",
            "user2",
            "user3",
            "user4",
            "user5");

    private static final Set<String> WEAK = Set.of(
            "abc@123",
            "iloveyou!",
            "P@$$w0rd",
            "P@ssw0rd",
            "P@ssword123",
            "Pa$$word",
            "pass@word1",
            "Password!",
            "Password1",
            "Password22");

    /** The fields of a request as a client names them. */
    private static final Map<String, String> FIELDS = Map.of(
            "username", ".adminUserName", "password", ".adminUserPassword", "publicKey", ".adminUserSshPublicKey");

    private static final String USERNAME =
            "1 to 64 letters, digits, hyphens and underscores, the first a letter or an underscore.";

    private static final Rules<SshAccountRequest> RULES = Rules.of(
                    SshAccountRequest.class, "", (field, what) -> invalid(FIELDS.get(field), what))
            .required(USERNAME, "username")
            .matches("[A-Za-z_][A-Za-z0-9_-]{0,63}", USERNAME, "username")
            .fits(name -> !RESERVED.contains(AsciiCase.lower(name)), "another name: '%s' is reserved.", "username")
            .fits(
                    SshAccountValidator::isStrong,
                    SHORTEST
                            + " to "
                            + LONGEST
                            + " characters, with three of: lower case, upper case, digit, special"
                            + " character; control characters are not allowed.",
                    "password")
            .fits(
                    password -> !WEAK.contains(password),
                    "another one: it is among the passwords everybody tries.",
                    "password")
            .fits(
                    line -> parse(line).isPresent(),
                    "the public half of an RSA or ECDSA key, one line of OpenSSH's form such as 'ssh-rsa AAAA… comment'.",
                    "publicKey")
            .fits(
                    line -> !(parse(line).orElseThrow() instanceof RSAPublicKey rsa
                            && rsa.getModulus().bitLength() < RSA_BITS),
                    "an RSA key of " + RSA_BITS + " bits or more.",
                    "publicKey");

    private SshAccountValidator() {}

    /**
     * Refuses a name, a password or a key that no account may have.
     *
     * @throws AzureException 400 {@code InvalidRequestContent}, which names the field
     */
    static void validate(SshAccountRequest request) {
        RULES.check(request);
    }

    private static boolean isStrong(String password) {
        return password.length() >= SHORTEST
                && password.length() <= LONGEST
                && !CONTROL.matcher(password).find()
                && CHARACTERS.stream()
                                .filter(kind -> kind.matcher(password).find())
                                .count()
                        >= KINDS;
    }

    private static Optional<PublicKey> parse(String text) {
        String line = text.strip();
        if (line.lines().count() != 1 || !KEY_TYPES.contains(line.split(" ", 2)[0])) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(AuthorizedKeyEntry.parseAuthorizedKeyEntry(line)
                    .resolvePublicKey(null, PublicKeyEntryResolver.IGNORING));
        } catch (IOException | GeneralSecurityException | RuntimeException malformed) {
            return Optional.empty();
        }
    }

    /**
     * Refuses an account whose secret is missing, or which {@code disableLocalAuth} forbids.
     *
     * @param disableLocalAuth or null
     * @throws AzureException 400
     */
    public static void validateNew(SshAccountRequest request, Boolean disableLocalAuth) {
        if (!request.hasSecret()) {
            throw noSecret();
        }
        requireLocalAuth(disableLocalAuth);
    }

    private static void requireLocalAuth(Boolean disableLocalAuth) {
        if (isTrue(disableLocalAuth)) {
            throw localAuthDisabled();
        }
    }

    /**
     * Refuses another account or another state of the port than a cluster has: a change of a
     * cluster changes its scale alone. What is not said stays.
     *
     * @param stored properties of the cluster
     * @param given properties of the request
     * @throws AzureException 400
     */
    public static void validateChange(JsonNode stored, JsonNode given, boolean inSubnet, Boolean disableLocalAuth) {
        Optional<String> is = SshAccountRequest.readUsername(stored);
        Optional<String> wanted = SshAccountRequest.readUsername(given);
        if (wanted.isPresent() && !wanted.equals(is)) {
            throw cannotChange(SshAccountRequest.FIELD);
        }
        if (is.isPresent()) {
            requireLocalAuth(disableLocalAuth);
        }
        RemoteLogin login = RemoteLogin.read(given);
        if (login != RemoteLogin.NOT_SPECIFIED
                && login != RemoteLogin.read(stored).resolve(inSubnet)) {
            throw cannotChange("remoteLoginPortPublicAccess");
        }
    }
}
