package io.mltwin.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a platform is and how its administrator signs in.
 *
 * @param domain of all its names, such as {@code mltwin.localhost}
 * @param portBase from which its ports are counted
 * @param authority the certificate of its authority, a PEM file
 * @param folder its data folder, where it runs on this machine
 */
record PlatformAddress(
        String domain, int portBase, Path authority, Administrator administrator, Optional<Path> folder) {
    /** Names a platform that runs: a data folder, or the https address of its authority. */
    static final String PLATFORM = "MLTWIN_TEST_PLATFORM";

    static final String AUTHORITY = "MLTWIN_CA_FILE";
    static final String ADMINISTRATOR = "MLTWIN_ADMIN_CREDENTIAL";

    /** Microsoft's own tenant, to which the administrator of every platform belongs. */
    private static final String MICROSOFT = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

    private static final String LOGIN = "login.";

    record Administrator(String tenantId, String applicationId, String secret) {
        @Override
        public String toString() {
            return "Administrator[" + applicationId + "]";
        }
    }

    /** Returns the platform that the environment names; empty where it names none. */
    static Optional<PlatformAddress> named(Map<String, String> environment) {
        String named = environment.getOrDefault(PLATFORM, "");
        if (named.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(named.startsWith("https://") ? at(named, environment) : in(Path.of(named)));
    }

    private static PlatformAddress at(String address, Map<String, String> environment) {
        URI uri = URI.create(address);
        if (uri.getHost() == null || !uri.getHost().startsWith(LOGIN) || uri.getPort() < 0) {
            throw new MltwinException(PLATFORM + " is '" + address
                    + "': name the authority, as MLTWIN_IDENTITY_URL of './mltwin env' does:"
                    + " https://login.DOMAIN:PORT.");
        }
        String[] credential = required(environment, ADMINISTRATOR).split(":", 2);
        if (credential.length < 2) {
            throw new MltwinException(ADMINISTRATOR + " must be APPLICATION:SECRET, as './mltwin env' prints it.");
        }
        return new PlatformAddress(
                uri.getHost().substring(LOGIN.length()),
                uri.getPort() - AzureService.LOGIN.offset(),
                file(Path.of(required(environment, AUTHORITY))),
                new Administrator(MICROSOFT, credential[0], credential[1]),
                Optional.empty());
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new MltwinException(PLATFORM + " is an address, so " + name
                    + " must be set too: './mltwin env' prints it where the platform runs.");
        }
        return value;
    }

    /** Returns the platform of a data folder on this machine. */
    static PlatformAddress in(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        JsonValue settings = json(root.resolve("settings.json"));
        JsonValue administrator =
                json(root.resolve("private/operator/credentials.json")).at("administrator");
        return new PlatformAddress(
                settings.at("base").requireText("The domain in settings.json of " + root),
                (int) settings.at("portBase").number(),
                file(root.resolve("trust/ca.pem")),
                new Administrator(
                        administrator.at("tenantId").requireText("The administrator's tenant in " + root),
                        administrator.at("applicationId").requireText("The administrator's application in " + root),
                        administrator.at("secret").requireText("The administrator's secret in " + root)),
                Optional.of(root));
    }

    private static Path file(Path file) {
        if (!Files.isReadable(file)) {
            throw new MltwinException(file + " is missing: is a platform started there ('./mltwin up')?");
        }
        return file.toAbsolutePath();
    }

    private static JsonValue json(Path file) {
        try {
            return JsonValue.parse(Files.readString(file(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw new MltwinException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns the address of a service that has one name. */
    URI of(AzureService service) {
        return at(service.label(), service.offset());
    }

    /** Returns the address of a service in a region, or of the resource of a name. */
    URI of(AzureService service, String nameOrRegion) {
        return at(service.label().replaceFirst("\\{.*}", nameOrRegion), service.offset());
    }

    /**
     * Returns where a service is administered: at its port on localhost, since under Azure's names
     * it has no such paths.
     *
     * @param offset of the service's port
     */
    URI administration(int offset, String path) {
        return URI.create("https://localhost:" + (portBase + offset) + "/_mltwin/" + path);
    }

    private URI at(String label, int offset) {
        return URI.create("https://" + label + "." + domain + ":" + (portBase + offset));
    }
}
