package io.mltwin.platform;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.requests.HostRules.OwnAddress;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Set;

/** The names that clients are told, each with its service's port, in the shapes of Azure's own. */
@Singleton
public class Addresses implements OwnAddress {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final PlatformConfig config;
    private final Principals principals;
    private volatile String configured;

    public Addresses(PlatformConfig config, Principals principals) {
        this.config = config;
        this.principals = principals;
    }

    /** This process. */
    public ServiceName self() {
        return ServiceName.of(config.service());
    }

    @Override
    public boolean isOwnName(String host) {
        return LOOPBACK.contains(host) || host.equals(self().lowerCase() + "-service") || host.equals(configuredHost());
    }

    private String configuredHost() {
        if (configured == null) {
            configured = AsciiCase.lower(URI.create(address(self())).getHost());
        }
        return configured;
    }

    @Override
    public boolean isPlatformName(String host) {
        return host.endsWith("." + base());
    }

    @Override
    public boolean isOwnPort(int port) {
        return port == config.port();
    }

    public String base() {
        return config.base();
    }

    /** Where a service listens, {@code https://localhost:8441}: what other services connect to. */
    public String address(ServiceName service) {
        return principals.service(service).address();
    }

    /** {@code https://login.BASE:8441}, without a slash. */
    public String login() {
        return "https://" + host("login", ServiceName.IDENTITY);
    }

    public String graph() {
        return "https://" + host("graph", ServiceName.IDENTITY);
    }

    /**
     * {@code https://management.BASE:8442}, without a slash; also the issuer of provider
     * assertions.
     */
    public String management() {
        return "https://" + host("management", ServiceName.WORKSPACE);
    }

    /** {@code https://portal.BASE:8442}, without a slash. Nothing answers there. */
    public String portal() {
        return "https://" + host("portal", ServiceName.WORKSPACE);
    }

    /** {@code https://console.BASE:8446}, without a slash. */
    public String console() {
        return "https://" + host("console", ServiceName.TELEMETRY);
    }

    public String blobHost(String account) {
        return host(account + ".blob.core", ServiceName.WORKSPACE);
    }

    public String fileHost(String account) {
        return host(account + ".file.core", ServiceName.WORKSPACE);
    }

    /** Returns the host of the notebook resource with this id. */
    public String notebookHost(String resourceId) {
        return host(resourceId + ".notebooks", ServiceName.WORKSPACE);
    }

    public String vaultHost(String vault) {
        return host(vault + ".vault", ServiceName.KEYVAULT);
    }

    /** {@code https://vault.BASE:8443}: the audience of all vaults. */
    public String vaultAudience() {
        return "https://" + host("vault", ServiceName.KEYVAULT);
    }

    public String regionHost(String region) {
        return host(region + ".api", ServiceName.COMPUTE);
    }

    public String modelsHost(String region) {
        return host(region + ".models", ServiceName.SCORING);
    }

    public String registryHost(String registry) {
        return host(registry + ".azurecr", ServiceName.SCORING);
    }

    public String inferenceHost(String endpoint) {
        return host(endpoint + ".inference", ServiceName.SCORING);
    }

    public String applicationInsights() {
        return "https://" + host("api.applicationinsights", ServiceName.TELEMETRY);
    }

    public String ingestion() {
        return "https://" + host("dc.applicationinsights", ServiceName.TELEMETRY);
    }

    public String logAnalytics() {
        return "https://" + host("api.loganalytics", ServiceName.TELEMETRY);
    }

    /** {@code label.BASE:port} of a service. */
    public String host(String label, ServiceName service) {
        return label + "." + config.base() + ":" + service.port(config.portBase());
    }
}
