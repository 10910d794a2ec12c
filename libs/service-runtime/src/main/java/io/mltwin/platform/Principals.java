package io.mltwin.platform;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The first-party applications of the platform and its administrator, from {@code
 * trust/principals.json}: public facts only.
 *
 * @param tenantId Microsoft's own tenant, in which these applications live
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Principals(String tenantId, List<Service> services, Administrator administrator, Console console) {

    /**
     * One service's application.
     *
     * @param certificate PEM of the certificate whose key signs its client assertions
     * @param address where it listens, {@code https://localhost:8441}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Service(
            String name,
            String applicationId,
            String objectId,
            String displayName,
            String certificate,
            String address) {}

    /**
     * The platform's administrator.
     *
     * @param secretSha256 hex SHA-256 of its random 256-bit client secret
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Administrator(String applicationId, String objectId, String displayName, String secretSha256) {}

    /**
     * The console's application, known in every tenant. It acts for users only, and is none of the
     * services that firewalls let through.
     *
     * @param certificate PEM of the certificate whose key signs its client assertions
     * @param operatorsGroupId object id of the group whose members may administer the platform
     *     through it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Console(
            String applicationId, String objectId, String displayName, String certificate, String operatorsGroupId) {}

    public Service service(ServiceName name) {
        return services.stream()
                .filter(service -> service.name().equals(name.lowerCase()))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("principals.json names no service '" + name.lowerCase() + "'"));
    }

    /** True when this application id is one of the six services'. */
    public boolean isService(String applicationId) {
        return services.stream().anyMatch(service -> service.applicationId().equals(applicationId));
    }

    @Override
    public Console console() {
        if (console == null) {
            throw new IllegalStateException(
                    "principals.json names no console: start the platform again with ./mltwin up, which makes its key");
        }
        return console;
    }

    /** Returns true when this application id is the console's. */
    public boolean isConsole(String applicationId) {
        return console != null && console.applicationId().equals(applicationId);
    }

    public static Principals read(Path trustDir) {
        Path file = trustDir.resolve("principals.json");
        try {
            return new ObjectMapper().readValue(file.toFile(), Principals.class);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot read " + file + ": start the platform with ./mltwin up, which makes it", e);
        }
    }

    /** Makes the principals injectable. */
    @Singleton
    static class Producer {

        @Produces
        @Singleton
        Principals principals(PlatformConfig config) {
            return read(config.trustDir());
        }
    }
}
