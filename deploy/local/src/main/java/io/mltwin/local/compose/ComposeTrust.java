package io.mltwin.local.compose;

import io.mltwin.encoding.Sha256;
import io.mltwin.local.folder.SavedSettings;
import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.Ports;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.seed.Fixture;
import io.mltwin.local.seed.FixtureCredentials;
import io.mltwin.local.service.ServiceSettings;
import io.mltwin.local.trust.CryptoProvider;
import io.mltwin.local.trust.TrustMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.util.PasswordUtil;

/**
 * Makes, before any other container starts, the same trust material as a start of processes, in a
 * volume per part, with the addresses that hold between containers. What is there already is kept.
 */
record ComposeTrust(DataFolder folder, Path fixture, Clock clock, SecureRandom random) {

    void ensure(String base) throws IOException {
        SavedSettings settings = chosen(base);
        DatabaseRoles roles = new DatabaseRoles(folder);
        new TrustMaterial(folder, base, clock, random, CryptoProvider.load())
                .ensure(ComposeLayout::address, roles.exist());
        new FixtureCredentials(folder, random, CryptoProvider.load()).complete(Fixture.read(fixture, base));
        for (PlatformService service : PlatformService.values()) {
            String host = switch (service) {
                case COMPUTE -> hostSha256(ComposeLayout.COMPUTE_NODES);
                case SCORING -> hostSha256(ComposeLayout.SCORING_HOSTS);
                default -> null;
            };
            DataFolder.writePrivate(
                    folder.privateOf(service.key()).resolve("service.properties"),
                    new ServiceSettings(
                                    service,
                                    folder,
                                    ComposeLayout.CHECKOUT,
                                    ComposeLayout.settings(base, service, host))
                            .text());
        }
        roles.ensure();
        DataFolder.writePrivate(settingsFile(folder), Json.MAPPER.writeValueAsString(settings) + "\n");
    }

    /** Makes the secret of a host where users' code runs; its service is told the hash. */
    private String hostSha256(String part) throws IOException {
        Path own = folder.privateOf(part);
        DataFolder.createPrivate(own);
        Path file = own.resolve("host.secret");
        if (!Files.exists(file)) {
            byte[] secret = new byte[32];
            random.nextBytes(secret);
            DataFolder.writePrivate(file, HexFormat.of().formatHex(secret) + "\n");
        }
        return Sha256.hex(BoundedContent.text(file).strip());
    }

    /** Where the operator's containers find what the platform was made for. */
    static Path settingsFile(DataFolder folder) {
        return folder.privateOf(TrustMaterial.OPERATOR).resolve("settings.json");
    }

    private SavedSettings chosen(String base) throws IOException {
        // Refuses what is no domain.
        ComposeLayout.settings(base, PlatformService.IDENTITY, null);
        Path file = settingsFile(folder);
        if (Files.exists(file)) {
            SavedSettings before = Json.MAPPER.readValue(file.toFile(), SavedSettings.class);
            if (!before.base().equals(base)) {
                throw new RefusalException("The volumes of this Compose project were made for the domain "
                        + before.base()
                        + ", which their data names everywhere: set MLTWIN_BASE="
                        + before.base()
                        + ", or give them up with 'docker compose down -v'.");
            }
        }
        return new SavedSettings(base, Ports.DEFAULT_BASE, false);
    }

    /** Gives each part's private folder, and what is in it, to the user its container runs as. */
    void handOver() throws IOException {
        List<String> parts = new ArrayList<>(List.of(
                TrustMaterial.OPERATOR,
                TrustMaterial.KAFKA,
                TrustMaterial.POSTGRES,
                ComposeLayout.SCORING_HOSTS,
                ComposeLayout.COMPUTE_NODES));
        Stream.of(PlatformService.values()).map(PlatformService::key).forEach(parts::add);
        for (String part : parts) {
            int uid = ComposeLayout.uid(part);
            try (Stream<Path> files = Files.walk(folder.privateOf(part))) {
                for (Path file : files.toList()) {
                    Files.setAttribute(file, "unix:uid", uid);
                    Files.setAttribute(file, "unix:gid", uid);
                }
            }
        }
    }

    /** Returns the platform's settings as the operator's containers read them. */
    static PlatformSettings settings(DataFolder folder) throws IOException {
        Path file = settingsFile(folder);
        if (!Files.exists(file)) {
            throw new RefusalException(file + " is missing: the container trust makes it ('docker compose up').");
        }
        SavedSettings saved = Json.MAPPER.readValue(file.toFile(), SavedSettings.class);
        return ComposeLayout.settings(saved.base(), PlatformService.IDENTITY, null);
    }

    /**
     * The script by which PostgreSQL's container makes a role and a database per service at its first
     * start. It holds scram verifiers: no password of a service is given to the database's container.
     */
    static final class DatabaseRoles {
        private final DataFolder folder;
        private final Path script;

        DatabaseRoles(DataFolder folder) {
            this.folder = folder;
            this.script = folder.privateOf(TrustMaterial.POSTGRES).resolve("roles.sql");
        }

        /** Returns whether a database may have been made with the present passwords and keys. */
        boolean exist() {
            return Files.exists(script);
        }

        void ensure() throws IOException {
            if (exist()) {
                return;
            }
            StringBuilder text = new StringBuilder("-- Written by mltwin at the first start.\n");
            text.append("REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC;\n");
            for (PlatformService service : PlatformService.values()) {
                String name = service.key();
                text.append("CREATE ROLE ")
                        .append(name)
                        .append(" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '")
                        .append(verifier(name))
                        .append("';\nCREATE DATABASE ")
                        .append(name)
                        .append(" OWNER ")
                        .append(name)
                        .append(";\nREVOKE ALL ON DATABASE ")
                        .append(name)
                        .append(" FROM PUBLIC;\n");
            }
            DataFolder.writePrivate(script, text.toString());
        }

        private String verifier(String service) throws IOException {
            String password = BoundedContent.text(folder.privateOf(service).resolve(TrustMaterial.DATABASE_PASSWORD))
                    .strip();
            return PasswordUtil.encodeScramSha256(password.toCharArray());
        }
    }
}
