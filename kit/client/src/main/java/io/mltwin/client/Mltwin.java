package io.mltwin.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/** A running platform: where Azure's services are in it, connections that trust it, and new tenants. */
public final class Mltwin implements AutoCloseable {
    private static final String ADMINISTRATION = "api://mltwin-admin/.default";
    static final String LOGIN_VARIABLE = "AZURE_AUTHORITY_HOST";
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);
    /** By data folder: those that are not of this machine. */
    private static final Map<Path, Launcher> LAUNCHERS = new ConcurrentHashMap<>();

    private final PlatformAddress address;
    private final AutoCloseable end;
    private final SSLContext trust;
    private final HttpClient client;
    private final PlatformHttp http;

    private Mltwin(PlatformAddress address, AutoCloseable end) {
        this.address = address;
        this.end = end;
        this.trust = PlatformTrust.only(address.authority());
        this.client = client(trust);
        this.http = new PlatformHttp(client);
        address.folder().ifPresent(here -> LocalNames.add(address.domain()));
    }

    static HttpClient client(SSLContext trust) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust)
                .build();
    }

    /**
     * Returns the platform that tests share: the one that {@code MLTWIN_TEST_PLATFORM} names, else
     * the one of this user, started unless it runs. This JVM holds a lease of it until it ends; some
     * time after the last lease the platform ends. Closing it changes nothing.
     */
    public static Mltwin shared() {
        return SharedPlatform.get();
    }

    /** Starts a new platform, which ends when it is closed, or when this JVM ends in whatever way. */
    public static Mltwin own() {
        OwnPlatform started = OwnPlatform.start(Installation.find());
        return new Mltwin(started.address(), started);
    }

    /**
     * Returns the platform that {@code MLTWIN_TEST_PLATFORM} or the system property
     * {@code mltwin.test.platform} names: by
     * its data folder on this machine, or by the address
     * {@code https://login.DOMAIN:PORT} of its authority, with {@code MLTWIN_CA_FILE} and
     * {@code MLTWIN_ADMIN_CREDENTIAL} as
     * {@code ./mltwin env} prints them.
     */
    public static Mltwin remote() {
        return named().orElseThrow(() -> new MltwinException("Set " + PlatformAddress.PLATFORM
                + " to the data folder of a running platform, or to its MLTWIN_IDENTITY_URL."));
    }

    static Optional<Mltwin> named() {
        return PlatformAddress.named(variables()).map(found -> new Mltwin(found, () -> {}));
    }

    /**
     * A system property of Maven's or Gradle's configuration of tests counts before this process'
     * variable.
     */
    private static Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>(System.getenv());
        String property = System.getProperty("mltwin.test.platform");
        if (property != null) {
            variables.put(PlatformAddress.PLATFORM, property);
        }
        return variables;
    }

    /** Returns the platform that runs with a data folder of this machine. */
    public static Mltwin in(Path dataFolder) {
        return new Mltwin(PlatformAddress.in(dataFolder), () -> {});
    }

    /**
     * Returns the platform of a data folder whose launcher is not one of this machine, such as that in a container. From
     * now on it is used for all in this JVM who name the platform by this folder.
     */
    public static Mltwin in(Path dataFolder, Launcher launcher) {
        Mltwin platform = in(dataFolder);
        platform.address.folder().ifPresent(folder -> LAUNCHERS.put(folder, launcher));
        return platform;
    }

    /** Waits until nobody is alone on the platform; nobody will be until the turn is closed. */
    public Turn join() {
        return address.folder()
                .map(folder -> Turn.take(folder, false, this::resetClock, LONGEST_WAIT))
                .orElseGet(Turn::unlimited);
    }

    /**
     * Waits until nobody else has a turn; all who want one wait until this one is closed. For what
     * others would notice, such as a moved clock, which goes back to the wall clock at the end of
     * the turn.
     */
    public Turn alone() {
        Path folder = address.folder()
                .orElseThrow(() -> new MltwinException("Nobody is alone on a platform that " + PlatformAddress.PLATFORM
                        + " names by its address: name it by its data folder, or start an own one."));
        return Turn.take(folder, true, this::resetClock, LONGEST_WAIT);
    }

    /**
     * Moves the clock of all services so far ahead of the wall clock, which everybody on the
     * platform notices: only {@link #alone}, or on an own one.
     *
     * @param ahead not negative, in whole seconds
     */
    public void setClock(Duration ahead) {
        String token = administratorToken();
        // the first answers for tokens: last, so that the others do not take new ones for tokens of the future
        for (int service = ReceivedCall.SERVICES; service >= 1; service--) {
            http.put(
                    address.administration(service, "clock"),
                    token,
                    JsonValue.object("offsetSeconds", ahead.toSeconds()));
        }
    }

    /** Saves all that is on the platform under a name, while its services pause for a moment. */
    public void saveSnapshot(String name) {
        launcher("A snapshot").run("snapshot", "save", name);
    }

    /**
     * Brings the platform back to what was saved under a name, which ends all that runs and deletes all that was made
     * since: only {@link #alone}, or on an own one.
     */
    public void loadSnapshot(String name) {
        launcher("A snapshot").run("snapshot", "load", name);
    }

    /**
     * Brings the platform back to how it was when it was new, which ends all that runs and deletes what all tenants
     * have made, and the tenants: only {@link #alone}, or on an own one.
     */
    public void reset() {
        launcher("A reset").run("reset");
    }

    /** Brings a seed file into a tenant. */
    void seed(Path file, Path target) {
        launcher("A seed file").seed(file, target);
    }

    private Launcher launcher(String what) {
        Path folder = address.folder()
                .orElseThrow(() -> new MltwinException(what + " needs the launcher, and so a platform on this machine:"
                        + " name it in " + PlatformAddress.PLATFORM
                        + " by its data folder, not by its address, or start an own one."));
        return LAUNCHERS.getOrDefault(folder, new LocalLauncher(folder));
    }

    private void resetClock() {
        setClock(Duration.ZERO);
    }

    /**
     * Lets requests of all tenants fail until the fault is closed, which everybody on the platform
     * notices: only {@link #alone}, or on an own one. {@link Tenant#inject} disturbs nobody.
     */
    public InjectedFault inject(Fault fault) {
        return InjectedFault.inject(this, fault, null);
    }

    /** Makes a tenant in which there is nothing yet. */
    public Tenant newTenant(String name) {
        return Tenant.create(this, name, Ids.random());
    }

    /**
     * Makes a tenant in which there is nothing yet, and which has the same ids each time: they follow from its name and
     * a number, as do those of its subscription, of its principals and of their role assignments. Its secrets are new.
     *
     * @param ids any number; on one platform a name and a number make one tenant, until {@link #reset}
     */
    public Tenant newTenant(String name, int ids) {
        return Tenant.create(this, name, Ids.numbered(ids, name));
    }

    /**
     * Returns the address of a service that has one name.
     *
     * @throws IllegalArgumentException for one that has a name in each region or for each resource
     */
    public URI of(AzureService service) {
        if (service.label().contains("{")) {
            throw new IllegalArgumentException(service + " has the address " + service.label()
                    + ".…: give a region or the name of a resource too.");
        }
        return address.of(service);
    }

    /**
     * Returns the address of a service in a region, or of the vault, storage account or registry of
     * a name.
     */
    public URI of(AzureService service, String nameOrRegion) {
        return address.of(service, nameOrRegion);
    }

    /** Returns the certificate of the platform's authority, a PEM file. */
    public Path authority() {
        return address.authority();
    }

    /** Returns a context that trusts this platform alone. */
    public SSLContext sslContext() {
        return trust;
    }

    /** Returns a client that trusts this platform alone. */
    public HttpClient httpClient() {
        return client;
    }

    /**
     * Adds the platform's authority to what this JVM trusts until it ends. Nothing else here
     * touches the JVM's trust store
     * or default context.
     */
    public void trustInJvm() {
        PlatformTrust.addToJvm(address.authority());
    }

    /**
     * Returns the calls that a tenant made, or that were about its subscription, since a moment,
     * oldest first.
     */
    public List<ReceivedCall> calls(Tenant tenant, Instant since) {
        return ReceivedCall.of(this, tenant, since);
    }

    /** Returns the console's page of all that belongs to the correlation id of a call. */
    public URI page(ReceivedCall call) {
        return URI.create(of(AzureService.CONSOLE) + "/flow/" + call.correlationId());
    }

    /** The variables by which Azure's clients of every language find this platform and trust it. */
    Map<String, String> environment() {
        String authority = address.authority().toString();
        String manager = of(AzureService.RESOURCE_MANAGER).toString();
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("MLTWIN_IDENTITY_URL", of(AzureService.LOGIN).toString());
        variables.put("MLTWIN_ARM_URL", manager);
        variables.put("MLTWIN_CONSOLE_URL", of(AzureService.CONSOLE).toString());
        variables.put("MLTWIN_BASE", address.domain());
        variables.put(PlatformAddress.AUTHORITY, authority);
        variables.put(LOGIN_VARIABLE, of(AzureService.LOGIN).toString());
        variables.put("ARM_CLOUD_METADATA_URL", manager + "/metadata/endpoints?api-version=2019-05-01");
        variables.put("AZURE_CORE_INSTANCE_DISCOVERY", "false");
        variables.put("AZURE_CORE_COLLECT_TELEMETRY", "no");
        for (String name : List.of("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "CURL_CA_BUNDLE")) {
            variables.put(name, authority);
        }
        return variables;
    }

    PlatformAddress address() {
        return address;
    }

    PlatformHttp http() {
        return http;
    }

    URI tokenEndpoint(String tenantId) {
        return URI.create(of(AzureService.LOGIN) + "/" + tenantId + "/oauth2/v2.0/token");
    }

    String administratorToken() {
        PlatformAddress.Administrator administrator = address.administrator();
        return Principal.application(
                        this,
                        administrator.tenantId(),
                        administrator.applicationId(),
                        "administrator",
                        administrator.secret())
                .token(ADMINISTRATION);
    }

    /** Brings what only an administrator makes into a service. */
    void seed(AzureService service, Map<String, Object> content) {
        http.put(address.administration(service.offset(), "seed"), administratorToken(), content);
    }

    /** Ends the platform if it was started for this object alone. */
    @Override
    public void close() {
        try {
            end.close();
        } catch (Exception e) {
            throw new MltwinException("The platform did not end: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "Mltwin[" + of(AzureService.LOGIN) + "]";
    }
}
