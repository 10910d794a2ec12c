package io.mltwin.client;

import static io.mltwin.client.JsonValue.object;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A tenant of its own on a platform: with a subscription, a resource group and an owner at once,
 * with other principals
 * and a workspace as soon as they are asked for. Nothing of it is seen in another tenant. It stays
 * as long as the
 * platform's data.
 */
public final class Tenant {
    static final String RESOURCES_VERSION = "2021-04-01";
    private static final String ROLES_VERSION = "2022-04-01";
    private static final String WORKSPACES_VERSION = "2023-04-01";
    private static final String IDENTITIES_VERSION = "2023-01-31";
    private static final String MANAGEMENT = "https://management.azure.com/.default";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Mltwin platform;
    private final String name;
    private final Ids ids;
    private final String id;
    private final String subscriptionId;
    private final String domain;
    private final Map<String, Principal> principals = new LinkedHashMap<>();
    private Workspace workspace;
    private ManagedIdentity managedIdentity;

    private Tenant(Mltwin platform, String name, Ids ids) {
        this.platform = platform;
        this.name = name;
        this.ids = ids;
        this.id = ids.of("tenant");
        this.subscriptionId = ids.of("subscription");
        this.domain = "t" + id.substring(0, 8) + "." + platform.address().domain();
    }

    /** Makes a tenant: Azure has no public call for one, so the platform's administrator seeds it. */
    static Tenant create(Mltwin platform, String name, Ids ids) {
        Tenant tenant = new Tenant(platform, name, ids);
        Principal owner = tenant.newApplication("owner");
        tenant.principals.put("owner", owner);
        Map<String, Object> directory = tenant.seed("applications", application(owner, "owner"));
        directory.put(
                "tenants",
                List.of(object("tenantId", tenant.id, "displayName", name, "domains", List.of(tenant.domain))));
        directory.put(
                "subscriptionOwners",
                List.of(object("subscriptionId", tenant.subscriptionId, "principalId", owner.objectId())));
        platform.seed(AzureService.LOGIN, directory);
        platform.seed(
                AzureService.RESOURCE_MANAGER,
                object(
                        "subscriptions",
                        List.of(object(
                                "subscriptionId", tenant.subscriptionId, "tenantId", tenant.id, "displayName", name))));
        tenant.put(tenant.resourceGroupId(), RESOURCES_VERSION, object("location", tenant.region()));
        return tenant;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String subscriptionId() {
        return subscriptionId;
    }

    /** Returns the name of the resource group, which is there from the start. */
    public String resourceGroup() {
        return "rg";
    }

    public String region() {
        return "eastus";
    }

    private String resourceGroupId() {
        return "/subscriptions/" + subscriptionId + "/resourceGroups/" + resourceGroup();
    }

    /** Returns the application that owns the subscription. */
    public Principal owner() {
        return find("owner", () -> {
            throw new IllegalStateException("A tenant has an owner from the start.");
        });
    }

    /** Returns an application with Azure's role Contributor in the subscription. */
    public Principal contributor() {
        return find("contributor", () -> withRole("contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c"));
    }

    /** Returns an application with Azure's role Reader in the subscription. */
    public Principal reader() {
        return find("reader", () -> withRole("reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7"));
    }

    /** Returns an application without any role. */
    public Principal nobody() {
        return find("nobody", () -> seeded("nobody"));
    }

    /** Returns an application without any role, which signs in by a certificate. */
    public Principal certified() {
        return find(
                "certified",
                () -> seeded(
                        "certified",
                        Principal.certified(platform, id, ids.of("certified"), ids.of("certified object"))));
    }

    /** Returns a person without any role, who signs in by name and password. */
    public Principal user() {
        return find("user", this::seededPerson);
    }

    /** Returns the principal that a seed file has named. */
    public Principal principal(String named) {
        return find(named, () -> {
            throw new MltwinException("No seed file of " + name + " has named the principal '" + named + "'.");
        });
    }

    /**
     * Brings a seed file into this tenant, which is the file's {@code self}; a second time nothing
     * changes. Its steps may be made as {@code owner}, {@code contributor}, {@code reader} and
     * {@code nobody}, and as the file's own principals, which {@link #principal} returns from then on.
     *
     * @param file YAML or JSON, as {@code ./mltwin seed} reads it
     * @throws MltwinException with all that is wrong with the file, or with what the platform refused
     */
    public synchronized void seed(Path file) {
        List.of(contributor(), reader(), nobody());
        try {
            // only its owner reads a temporary file
            Path target = Files.createTempFile("mltwin-", ".json");
            try {
                Files.writeString(target, JsonValue.write(seedTarget()));
                platform.seed(file.toAbsolutePath(), target);
                learn(JsonValue.parse(Files.readString(target)).at("credentials"));
            } finally {
                Files.deleteIfExists(target);
            }
        } catch (IOException e) {
            throw new MltwinException("The seed file " + file + " cannot be handed on: " + e.getMessage(), e);
        }
    }

    private Map<String, Object> seedTarget() {
        Map<String, Object> applications = new LinkedHashMap<>();
        Map<String, Object> people = new LinkedHashMap<>();
        principals.forEach((called, known) -> {
            if (known.userName().isPresent()) {
                people.put(
                        called,
                        object(
                                "tenantId",
                                known.tenantId(),
                                "objectId",
                                known.objectId(),
                                "userPrincipalName",
                                known.userName().get(),
                                "password",
                                known.secret()));
            } else if (known.secret() != null) {
                applications.put(
                        called,
                        object(
                                "tenantId",
                                known.tenantId(),
                                "applicationId",
                                known.clientId(),
                                "objectId",
                                known.objectId(),
                                "secret",
                                known.secret()));
            }
        });
        return object(
                "tenantId",
                id,
                "subscriptionId",
                subscriptionId,
                "domain",
                domain,
                "resourceGroup",
                resourceGroup(),
                "region",
                region(),
                "credentials",
                object("users", people, "servicePrincipals", applications));
    }

    private void learn(JsonValue credentials) {
        for (String list : List.of("servicePrincipals", "users")) {
            JsonValue all = credentials.at(list);
            all.names()
                    .forEach(called ->
                            principals.computeIfAbsent(called, unknown -> Principal.of(platform, all.at(called))));
        }
    }

    private synchronized Principal find(String wanted, Supplier<Principal> maker) {
        Principal known = principals.get(wanted);
        if (known == null) {
            known = maker.get();
            principals.put(wanted, known);
        }
        return known;
    }

    private Principal withRole(String called, String role) {
        Principal principal = seeded(called);
        String scope = "/subscriptions/" + subscriptionId;
        put(
                scope + "/providers/Microsoft.Authorization/roleAssignments/" + ids.of(called + " role"),
                ROLES_VERSION,
                object(
                        "properties",
                        object(
                                "roleDefinitionId",
                                scope + "/providers/Microsoft.Authorization/roleDefinitions/" + role,
                                "principalId",
                                principal.objectId(),
                                "principalType",
                                "ServicePrincipal")));
        return principal;
    }

    private Principal seeded(String called) {
        return seeded(called, newApplication(called));
    }

    private Principal seeded(String called, Principal principal) {
        platform.seed(AzureService.LOGIN, seed("applications", application(principal, called)));
        return principal;
    }

    private Principal seededPerson() {
        String userName = "user@" + domain;
        Principal person = Principal.person(platform, id, ids.of("user object"), userName, newSecret());
        platform.seed(
                AzureService.LOGIN,
                seed(
                        "users",
                        object(
                                "tenantId",
                                id,
                                "objectId",
                                person.objectId(),
                                "userPrincipalName",
                                userName,
                                "displayName",
                                "user",
                                "password",
                                person.secret())));
        return person;
    }

    private Principal newApplication(String called) {
        return Principal.application(platform, id, ids.of(called), ids.of(called + " object"), newSecret());
    }

    private static Map<String, Object> application(Principal principal, String called) {
        return object(
                "tenantId",
                principal.tenantId(),
                "applicationId",
                principal.clientId(),
                "objectId",
                principal.objectId(),
                "displayName",
                called,
                "secret",
                principal.secret(),
                "certificate",
                principal.certificate());
    }

    private Map<String, Object> seed(String list, Map<String, Object> entry) {
        return object(list, List.of(entry));
    }

    private static String newSecret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Returns the tenant's workspace, which the owner makes through Azure Resource Manager at the
     * first call.
     */
    public synchronized Workspace workspace() {
        if (workspace == null) {
            JsonValue made = put(
                    resourceGroupId() + "/providers/Microsoft.MachineLearningServices/workspaces/ws1",
                    WORKSPACES_VERSION,
                    object(
                            "location",
                            region(),
                            "identity",
                            object("type", "SystemAssigned"),
                            "properties",
                            object("friendlyName", "ws1")));
            workspace = Workspace.of(made, platform.address());
        }
        return workspace;
    }

    /** Returns a user-assigned managed identity without any role, which the owner makes at the first call. */
    public synchronized ManagedIdentity managedIdentity() {
        if (managedIdentity == null) {
            managedIdentity = ManagedIdentity.of(put(
                    resourceGroupId() + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id1",
                    IDENTITIES_VERSION,
                    object("location", region())));
        }
        return managedIdentity;
    }

    private JsonValue put(String resource, String version, Object body) {
        URI address =
                URI.create(platform.address().of(AzureService.RESOURCE_MANAGER) + resource + "?api-version=" + version);
        return platform.http().put(address, owner().token(MANAGEMENT), body);
    }

    /**
     * Lets requests with this tenant's tokens, and its requests for tokens, fail until the fault is
     * closed. A key, a signature or a password that a service checks by itself names no tenant, so
     * such requests go on.
     */
    public InjectedFault inject(Fault fault) {
        return InjectedFault.inject(platform, fault, id);
    }

    /**
     * Returns the environment of a process whose Azure clients are to work in this tenant as its
     * owner: what they read by
     * themselves, as {@code ./mltwin env} prints it.
     */
    public Map<String, String> environment() {
        return environment(owner());
    }

    /** Returns the same for another principal of the tenant. */
    public Map<String, String> environment(Principal principal) {
        Map<String, String> variables = new LinkedHashMap<>(platform.environment());
        variables.put("AZURE_SUBSCRIPTION_ID", subscriptionId);
        variables.put("MLTWIN_TENANT_ID", id);
        variables.put("MLTWIN_SUBSCRIPTION_ID", subscriptionId);
        variables.putAll(principal.environment());
        return variables;
    }

    /**
     * Has Azure's SDK in this JVM work in this tenant as its owner, until it ends: {@code DefaultAzureCredential} and
     * clients that are given no HTTP client read the system properties that are set here. Call it before one of them is
     * made, since the SDK reads some of them only once. The JVM's trust store stays as it is.
     */
    public void useInJvm() {
        environment().forEach(System::setProperty);
        // by its name, since azure-core may be absent
        System.setProperty("AZURE_HTTP_CLIENT_IMPLEMENTATION", "io.mltwin.client.AzureHttpClientProvider");
    }

    Mltwin platform() {
        return platform;
    }

    @Override
    public String toString() {
        return "Tenant[" + name + ", " + id + "]";
    }
}
