package io.mltwin.quarkus.deployment;

import io.mltwin.client.AzureService;
import io.mltwin.client.Mltwin;
import io.mltwin.client.MltwinException;
import io.mltwin.client.Tenant;
import io.quarkus.deployment.builditem.Startable;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The tenant of an application, on the platform that {@code MLTWIN_TEST_PLATFORM} names or that all JVMs of this user
 * share. It is made when the Dev Service starts; Azure's SDK in this JVM works in it from then on.
 */
final class PlatformTenant implements Startable {
    private final boolean workspace;
    private final Optional<String> seed;
    private Mltwin platform;
    private Tenant tenant;

    PlatformTenant(boolean workspace, Optional<String> seed) {
        this.workspace = workspace;
        this.seed = seed;
    }

    @Override
    public void start() {
        Optional<Path> file = seed.map(PlatformTenant::find);
        platform = Mltwin.shared();
        Tenant made = platform.newTenant("quarkus");
        if (workspace) {
            // first, so that a seed file finds it
            made.workspace();
        }
        file.ifPresent(made::seed);
        made.useInJvm();
        tenant = made;
    }

    /** Returns the file of a resource of the application, else the file of that name. */
    static Path find(String name) {
        URL resource = Thread.currentThread().getContextClassLoader().getResource(name);
        try {
            Path file = resource != null && resource.getProtocol().equals("file")
                    ? Path.of(resource.toURI())
                    : Path.of(name);
            if (Files.isRegularFile(file)) {
                return file;
            }
        } catch (URISyntaxException e) {
            throw new MltwinException("The seed '" + name + "' names no file.", e);
        }
        throw new MltwinException("There is no seed '" + name + "' (quarkus.mltwin.devservices.seed): put it into the"
                + " resources of the application or of its tests, or name a file from "
                + Path.of("").toAbsolutePath() + ".");
    }

    Tenant tenant() {
        return tenant;
    }

    String addressOf(AzureService service) {
        return platform.of(service).toString();
    }

    @Override
    public String getConnectionInfo() {
        return addressOf(AzureService.RESOURCE_MANAGER);
    }

    /** Returns null: the platform runs without a container. */
    @Override
    public String getContainerId() {
        return null;
    }

    /** Leaves the tenant on the platform, which ends by itself some time after the last JVM that uses it. */
    @Override
    public void close() {
        tenant = null;
    }
}
