package io.mltwin.traces;

import io.mltwin.encoding.AsciiCase;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Azure's names for those who take part in a flow. */
public final class Participants {
    public static final String CLIENT = "client";
    public static final String AAD = "Azure Active Directory";
    public static final String ARM = "Azure Resource Manager";
    public static final String AML = "Azure Machine Learning";
    public static final String RBAC = "Azure role-based access control";
    public static final String STORAGE = "Azure Storage";
    public static final String VAULT = "Key Vault";
    public static final String REGISTRY = "Container Registry";
    public static final String WEB_SERVICE = "web service";
    public static final String BATCH_ENDPOINT = "batch endpoint";
    public static final String INSIGHTS = "Application Insights";
    public static final String TARGET = "compute target";
    public static final String COSMOS = "Azure Cosmos DB";
    public static final String CONSOLE = "mltwin console";

    private static final Pattern NAMESPACE = AsciiCase.pattern("/providers/([^/]+)");
    private static final Map<String, String> PROVIDERS = Map.of(
            "microsoft.machinelearningservices", AML,
            "microsoft.keyvault", VAULT,
            "microsoft.storage", STORAGE,
            "microsoft.containerregistry", REGISTRY,
            "microsoft.insights", INSIGHTS,
            "microsoft.authorization", RBAC,
            "microsoft.managedidentity", AAD);
    private static final Map<String, String> SERVICES = Map.of(
            "identity", AAD,
            "workspace", ARM,
            "keyvault", VAULT,
            "compute", AML,
            "scoring", AML,
            "telemetry", INSIGHTS);

    private Participants() {}

    /** Who answers a received call, or does an inner step. */
    static String of(RecordedSpan span) {
        if (span.participant() != null) {
            return PROVIDERS.getOrDefault(AsciiCase.lower(span.participant()), span.participant());
        }
        return receiver(span.service(), span.host(), span.path(), span.tokenKind());
    }

    /** Returns who answers a call that a service received. */
    public static String receiver(String service, String host, String path, String tokenKind) {
        if (path.startsWith("/_mltwin/access/")) {
            return RBAC;
        }
        if (host.contains(".blob.core.") || host.contains(".file.core.")) {
            return STORAGE;
        }
        if (host.contains(".azurecr.")
                || service.equals("scoring") && (path.startsWith("/v2/") || path.startsWith("/oauth2/"))) {
            return REGISTRY;
        }
        if (host.contains(".inference.") && service.equals("compute")) {
            return BATCH_ENDPOINT;
        }
        if (host.contains(".inference.") || host.contains(".cloudapp.")) {
            return WEB_SERVICE;
        }
        if (host.startsWith("console.")) {
            return CONSOLE;
        }
        if (path.startsWith("/_internal/workspaces")) {
            return AML;
        }
        return tokenKind.equals("ASSERTION") ? provider(path) : ofService(service);
    }

    /** Returns who a service is when nothing more is known. */
    public static String ofService(String service) {
        return SERVICES.getOrDefault(service, service);
    }

    /** Returns the innermost namespace of a resource's path. */
    private static String provider(String path) {
        String name = "resource provider";
        Matcher namespace = NAMESPACE.matcher(path);
        while (namespace.find()) {
            name = PROVIDERS.getOrDefault(AsciiCase.lower(namespace.group(1)), namespace.group(1));
        }
        return name;
    }
}
