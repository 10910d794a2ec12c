package io.mltwin.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;

/**
 * A machine of a customer's: an SSH server with one account, which executes commands by the shell
 * in the account's home folder, as the user of this process. Its folder holds {@code home} and
 * {@code host-key}.
 *
 * <p>Deviation: a machine is a process of this machine; its account is no user of its own.
 */
public final class VirtualMachine implements AutoCloseable {

    private final Settings settings;
    private final SshServer server = SshServer.setUpDefaultServer();

    private VirtualMachine(Settings settings) {
        this.settings = settings;
    }

    /**
     * The settings of a machine.
     *
     * @param port 0 for any that is free
     * @param password of the account, or null for one that only keys open
     * @param path where commands look for programs
     */
    public record Settings(int port, Path folder, String username, String password, String path) {

        Path home() {
            return folder.resolve("home");
        }

        @Override
        public String toString() {
            return "machine of " + username + " in " + folder;
        }
    }

    /** Starts a machine on the loopback address. */
    public static VirtualMachine start(Settings settings) throws IOException {
        Files.createDirectories(settings.home());
        VirtualMachine machine = new VirtualMachine(settings);
        machine.open();
        return machine;
    }

    private void open() throws IOException {
        server.setHost("127.0.0.1");
        server.setPort(settings.port());
        server.setKeyPairProvider(hostKey());
        server.setCommandFactory((channel, command) -> new ShellCommand(command, settings));
        server.setPublickeyAuthenticator(
                (username, key, session) -> username.equals(settings.username()) && isAuthorized(key));
        if (settings.password() != null) {
            server.setPasswordAuthenticator((username, password, session) -> username.equals(settings.username())
                    && MessageDigest.isEqual(
                            password.getBytes(StandardCharsets.UTF_8),
                            settings.password().getBytes(StandardCharsets.UTF_8)));
        }
        server.start();
    }

    private KeyPairProvider hostKey() {
        SimpleGeneratorHostKeyProvider provider =
                new SimpleGeneratorHostKeyProvider(settings.folder().resolve("host-key"));
        provider.setAlgorithm("EC");
        provider.loadKeys(null);
        return provider;
    }

    /** As {@code authorized_keys} is now; a line that is no key opens nothing. */
    private boolean isAuthorized(PublicKey key) {
        try {
            return authorizedLines().stream()
                    .flatMap(line -> parse(line).stream())
                    .anyMatch(authorized -> KeyUtils.compareKeys(authorized, key));
        } catch (IOException e) {
            System.err.println("authorized_keys cannot be read: " + e.getMessage());
            return false;
        }
    }

    private static Optional<PublicKey> parse(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return Optional.empty();
        }
        try {
            return Optional.of(AuthorizedKeyEntry.parseAuthorizedKeyEntry(line)
                    .resolvePublicKey(null, PublicKeyEntryResolver.FAILING));
        } catch (IOException | GeneralSecurityException | RuntimeException malformed) {
            return Optional.empty();
        }
    }

    /** The file with the keys that open the account. */
    public Path authorizedKeys() {
        return settings.home().resolve(".ssh").resolve("authorized_keys");
    }

    /** Its lines; none where there is no file. */
    public List<String> authorizedLines() throws IOException {
        return Files.exists(authorizedKeys()) ? Files.readAllLines(authorizedKeys()) : List.of();
    }

    /** Replaces the keys that open the account. */
    public void authorize(List<String> lines) throws IOException {
        Files.createDirectories(authorizedKeys().getParent());
        Files.write(authorizedKeys(), lines);
        Files.setPosixFilePermissions(authorizedKeys(), PosixFilePermissions.fromString("rw-------"));
    }

    public Path home() {
        return settings.home();
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    @Override
    public String toString() {
        return settings + " at 127.0.0.1:" + port();
    }
}
