package io.mltwin.local.azurecli;

import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.Ports;
import io.mltwin.local.seed.Fixture;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The environment variables with which a client finds a platform and signs in. */
public final class ClientVariables {
    /** The service principals of the fixture that every test may count on. */
    private static final List<String> PRINCIPALS = List.of("owner", "contributor", "reader", "nobody");

    /** Who signs in with a certificate, and who with a password alone. */
    private static final String BY_CERTIFICATE = "sp1";

    private static final String USER = "olivia";

    private ClientVariables() {}

    /** Returns the variables of a client on this machine, which goes on trusting the authorities of its system. */
    public static Map<String, String> of(
            DataFolder folder, PlatformSettings settings, Fixture fixture, OperatorCredentials credentials)
            throws IOException {
        Path authority = folder.caCertificate();
        Path bundle = folder.trust().resolve("ca-bundle.pem");
        DataFolder.writePublic(bundle, SystemAuthorities.text() + BoundedContent.text(authority));
        return of(authority, bundle, settings, fixture, credentials);
    }

    /**
     * Returns the variables of a client.
     *
     * @param authority the certificate of the platform's authority
     * @param bundle the certificates of all authorities, for programs that trust those of one file alone
     */
    public static Map<String, String> of(
            Path authority, Path bundle, PlatformSettings settings, Fixture fixture, OperatorCredentials credentials) {
        String base = settings.base();
        Ports ports = settings.ports();
        String ca = authority.toString();
        String login = "https://login." + base + ":" + ports.of(PlatformService.IDENTITY);
        String arm = "https://management." + base + ":" + ports.of(PlatformService.WORKSPACE);
        Map<String, String> all = new LinkedHashMap<>();
        all.put("MLTWIN_IDENTITY_URL", login);
        all.put("MLTWIN_ARM_URL", arm);
        all.put("MLTWIN_CONSOLE_URL", settings.consoleUrl());
        String region = fixture.resourceGroup().location();
        all.put("MLTWIN_TRAINING_URL", "https://" + region + ".api." + base + ":" + ports.of(PlatformService.COMPUTE));
        all.put("MLTWIN_MODELS_URL", "https://" + region + ".models." + base + ":" + ports.of(PlatformService.SCORING));
        all.put("MLTWIN_BASE", base);
        all.put("MLTWIN_CA_FILE", ca);
        all.put("MLTWIN_TENANT_ID", fixture.tenant().tenantId());
        all.put("MLTWIN_SUBSCRIPTION_ID", fixture.subscription().subscriptionId());
        all.put("MLTWIN_VAULT_URL_PATTERN", "https://{name}.vault." + base + ":" + ports.of(PlatformService.KEYVAULT));
        all.put(
                "MLTWIN_BLOB_URL_PATTERN",
                "https://{name}.blob.core." + base + ":" + ports.of(PlatformService.WORKSPACE));
        all.put("MLTWIN_REGISTRY_PATTERN", "{name}.azurecr." + base + ":" + ports.of(PlatformService.SCORING));
        OperatorCredentials.Administrator administrator = credentials.administrator();
        all.put("MLTWIN_ADMIN_CREDENTIAL", administrator.applicationId() + ":" + administrator.secret());
        for (String name : PRINCIPALS) {
            OperatorCredentials.ServicePrincipal principal =
                    credentials.servicePrincipals().get(name);
            String prefix = "MLTWIN_" + name.toUpperCase(Locale.ROOT);
            all.put(prefix + "_CLIENT_ID", principal.applicationId());
            all.put(prefix + "_CLIENT_SECRET", principal.secret());
            all.put(prefix + "_OBJECT_ID", principal.objectId());
        }
        people(all, credentials);
        // azure-ai-ml asks here where a registry is, and is told that registries are not built
        all.put("REGISTRY_DISCOVERY_ENDPOINT_URL", all.get("MLTWIN_TRAINING_URL") + "/");
        all.put("NODE_EXTRA_CA_CERTS", ca);
        clients(
                all,
                login,
                arm,
                bundle.toString(),
                fixture,
                credentials.servicePrincipals().get("owner"));
        return all;
    }

    private static void people(Map<String, String> all, OperatorCredentials credentials) {
        OperatorCredentials.ServicePrincipal principal =
                credentials.servicePrincipals().get(BY_CERTIFICATE);
        String prefix = "MLTWIN_" + BY_CERTIFICATE.toUpperCase(Locale.ROOT);
        all.put(prefix + "_CLIENT_ID", principal.applicationId());
        all.put(prefix + "_CERTIFICATE_PEM", principal.privateKey() + principal.certificate());
        OperatorCredentials.User user = credentials.users().get(USER);
        all.put("MLTWIN_USER_NAME", user.userPrincipalName());
        all.put("MLTWIN_USER_PASSWORD", user.password());
    }

    /** By which Azure's own clients find their cloud, their authority and their sign-in. */
    private static void clients(
            Map<String, String> all,
            String login,
            String arm,
            String bundle,
            Fixture fixture,
            OperatorCredentials.ServicePrincipal owner) {
        all.put("AZURE_AUTHORITY_HOST", login);
        all.put("AZURE_TENANT_ID", fixture.tenant().tenantId());
        all.put("AZURE_SUBSCRIPTION_ID", fixture.subscription().subscriptionId());
        all.put("AZURE_CLIENT_ID", owner.applicationId());
        all.put("AZURE_CLIENT_SECRET", owner.secret());
        all.put("ARM_CLOUD_METADATA_URL", arm + "/metadata/endpoints?api-version=2019-05-01");
        all.put("AZURE_CORE_INSTANCE_DISCOVERY", "false");
        all.put("AZURE_CORE_COLLECT_TELEMETRY", "no");
        for (String name : List.of("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE")) {
            all.put(name, bundle);
        }
    }
}
