package io.mltwin.workspace.catalog;

import static io.mltwin.platform.ServiceName.COMPUTE;
import static io.mltwin.platform.ServiceName.IDENTITY;
import static io.mltwin.platform.ServiceName.KEYVAULT;
import static io.mltwin.platform.ServiceName.SCORING;
import static io.mltwin.platform.ServiceName.TELEMETRY;
import static io.mltwin.platform.ServiceName.WORKSPACE;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.workspace.catalog.CatalogBody.Entry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Lists the parts of the platform, topic by topic of docs/fidelity.md, and where each part answers.
 */
@Singleton
record ServiceCatalog(Addresses addresses, ServiceHealth health) {
    private static final String ARM = "https://management.azure.com";
    private static final String SUBSCRIPTION = "/subscriptions/{subscription}";
    private static final String VERSION = "?api-version=2022-10-01";

    CatalogBody show() {
        Map<ServiceName, Boolean> ready = new EnumMap<>(ServiceName.class);
        for (ServiceName service : ServiceName.values()) {
            ready.put(service, health.isReady(service));
        }
        return new CatalogBody(
                Row.all(addresses).stream().map(row -> row.entry(ready)).toList());
    }

    private record Row(
            String name,
            String topic,
            ServiceName service,
            String endpoint,
            List<String> serves,
            String audience,
            String example,
            String note) {

        Entry entry(Map<ServiceName, Boolean> ready) {
            String state = service == null ? "absent" : ready.get(service) ? "running" : "away";
            return new Entry(
                    name,
                    topic,
                    service == null ? null : service.lowerCase(),
                    endpoint,
                    serves,
                    audience,
                    example,
                    state,
                    note);
        }

        static List<Row> all(Addresses addresses) {
            List<Row> rows = new ArrayList<>();
            access(rows, addresses);
            storesOfData(rows, addresses);
            governance(rows, addresses);
            return rows;
        }

        private static void access(List<Row> rows, Addresses addresses) {
            rows.add(new Row(
                    "identity",
                    "Authentication and authorization",
                    IDENTITY,
                    addresses.login(),
                    List.of("/{tenant}/oauth2/…", "Microsoft.Authorization/role*", "Microsoft.ManagedIdentity"),
                    null,
                    "/{tenant}/v2.0/.well-known/openid-configuration",
                    null));
            rows.add(new Row(
                    "arm",
                    "Authentication and authorization",
                    WORKSPACE,
                    addresses.management(),
                    List.of("Microsoft.Resources", "docs/arm-dispatch.md"),
                    ARM,
                    SUBSCRIPTION + VERSION,
                    null));
            rows.add(new Row(
                    "machinelearning",
                    "Azure Machine Learning, training",
                    COMPUTE,
                    "https://" + addresses.regionHost("{region}"),
                    List.of("/history", "/execution", "/content", "/artifact", "/metric"),
                    ARM,
                    "/datastore/v1.0{workspace}/datastores",
                    null));
            rows.add(new Row(
                    "modelmanagement",
                    "Azure Machine Learning, web services",
                    SCORING,
                    "https://" + addresses.modelsHost("{region}"),
                    List.of("/modelmanagement"),
                    ARM,
                    "/modelmanagement/v1.0{workspace}/models",
                    null));
            rows.add(
                    new Row(
                            "network",
                            "Network security",
                            null,
                            null,
                            List.of("Microsoft.Network"),
                            null,
                            null,
                            "Virtual networks and security groups are resources that no traffic passes; private endpoints and firewalls are the resources' own."));
        }

        private static void storesOfData(List<Row> rows, Addresses addresses) {
            rows.add(new Row(
                    "vault",
                    "Azure Key Vault",
                    KEYVAULT,
                    "https://" + addresses.vaultHost("{vault}"),
                    List.of("Microsoft.KeyVault", "/secrets", "/deletedsecrets"),
                    null,
                    "/secrets?api-version=7.4",
                    "Without a token it challenges: 401."));
            rows.add(new Row(
                    "storage",
                    "Encryption at rest: Azure Blob storage",
                    WORKSPACE,
                    "https://" + addresses.blobHost("{account}"),
                    List.of("Microsoft.Storage", "/{container}/{blob}"),
                    null,
                    "/?comp=list",
                    "Without a credential it challenges: 401."));
            rows.add(new Row(
                    "registry",
                    "Encryption at rest: Azure Container Registry",
                    SCORING,
                    "https://" + addresses.registryHost("{registry}"),
                    List.of("Microsoft.ContainerRegistry", "/v2", "/oauth2"),
                    null,
                    "/v2/",
                    "Without a token it challenges: 401."));
            rows.add(new Row(
                    "cosmos",
                    "Encryption at rest: Azure Cosmos DB (run history)",
                    COMPUTE,
                    "https://" + addresses.regionHost("{region}"),
                    List.of("/history"),
                    ARM,
                    "/history/v1.0{workspace}/experiments/{experiment}/runs",
                    "Reached through Azure Machine Learning, never directly."));
        }

        private static void governance(List<Row> rows, Addresses addresses) {
            rows.add(new Row(
                    "monitor",
                    "Monitoring: activity log",
                    TELEMETRY,
                    addresses.management(),
                    List.of("Microsoft.Insights"),
                    ARM,
                    SUBSCRIPTION
                            + "/providers/Microsoft.Insights/eventtypes/management/values"
                            + "?api-version=2015-04-01",
                    null));
            rows.add(new Row(
                    "insights",
                    "Data collection and monitoring: Application Insights",
                    TELEMETRY,
                    addresses.applicationInsights(),
                    List.of("Microsoft.Insights/components", "/v1/apps/{app}/query"),
                    "https://api.applicationinsights.io",
                    "/v1/apps/{app}/query?query=requests%7Ctake%201",
                    null));
            rows.add(new Row(
                    "policy",
                    "Azure Policy",
                    WORKSPACE,
                    addresses.management(),
                    List.of(
                            "Microsoft.Authorization/policyDefinitions",
                            "Microsoft.Authorization/policyAssignments",
                            "Microsoft.PolicyInsights/policyStates"),
                    ARM,
                    "/providers/Microsoft.Authorization/policyDefinitions" + VERSION,
                    null));
            rows.add(new Row(
                    "locks",
                    "Resource locks",
                    WORKSPACE,
                    addresses.management(),
                    List.of("Microsoft.Authorization/locks"),
                    ARM,
                    SUBSCRIPTION + "/providers/Microsoft.Authorization/locks" + VERSION,
                    null));
            rows.add(
                    new Row(
                            "security",
                            "Vulnerability scanning",
                            TELEMETRY,
                            addresses.management(),
                            List.of("Microsoft.Security/pricings", "Microsoft.Security/assessments"),
                            ARM,
                            SUBSCRIPTION + "/providers/Microsoft.Security/assessments" + VERSION,
                            "With the plan ContainerRegistry, packages of images are compared with a sample of advisories; clusters are not scanned."));
        }
    }
}
