package io.mltwin.tokencheck;

import io.mltwin.platform.Addresses;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists the audiences of Azure's resources, under Azure's names and under the platform's own.
 * Identity issues tokens by this table, and all services accept tokens by it.
 */
public final class Audiences {

    private static final String MACHINE_LEARNING = "https://ml.azure.";

    private Audiences() {}

    public static List<String> arm(Addresses addresses) {
        return List.of(addresses.management(), "https://management.azure.com", "https://management.core.windows.net");
    }

    /** Azure ML's data plane: ARM's audiences and its own. */
    public static List<String> machineLearning(Addresses addresses) {
        List<String> all = new java.util.ArrayList<>(arm(addresses));
        all.add(MACHINE_LEARNING + "com");
        String own = MACHINE_LEARNING + withoutTwoLabels(addresses.portal());
        all.add(own);
        all.add(own.replaceFirst(":\\d+$", ""));
        return all;
    }

    /**
     * Returns the name that azure-ai-ml puts behind {@code ml.azure.}: the portal's name without
     * its first two
     * labels, with the port where it has one.
     */
    private static String withoutTwoLabels(String address) {
        String[] labels = address.split("\\.", 3);
        return labels.length < 3 ? "com" : labels[2];
    }

    /**
     * Returns every audience that tokens are issued for.
     *
     * @param name stands in them for the name of a storage account
     */
    public static Set<String> all(Addresses addresses, String name) {
        return Stream.of(
                        machineLearning(addresses),
                        vault(addresses),
                        storage(addresses),
                        graph(addresses),
                        registry(addresses),
                        databricks(),
                        logs(addresses))
                .flatMap(List::stream)
                .map(audience -> audience.replace(Plane.NAME, name))
                .collect(Collectors.toUnmodifiableSet());
    }

    public static List<String> vault(Addresses addresses) {
        return List.of(addresses.vaultAudience(), "https://vault.azure.net");
    }

    /** Blob and file of any account, or only of the account whose address it is. */
    public static List<String> storage(Addresses addresses) {
        return List.of("https://storage.azure.com", "https://" + addresses.blobHost(Plane.NAME));
    }

    /** The notebook resource whose address it is, and no other. */
    public static List<String> notebook(Addresses addresses) {
        return List.of("https://" + addresses.notebookHost(Plane.NAME));
    }

    public static List<String> graph(Addresses addresses) {
        return List.of(addresses.graph(), "https://graph.microsoft.com");
    }

    public static List<String> registry(Addresses addresses) {
        List<String> all = new java.util.ArrayList<>(arm(addresses));
        all.add("https://containerregistry.azure.net");
        return all;
    }

    /** The application AzureDatabricks, by its id as Azure's clients name it. */
    public static List<String> databricks() {
        return List.of("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d");
    }

    public static List<String> logs(Addresses addresses) {
        return List.of(
                addresses.logAnalytics(),
                addresses.applicationInsights(),
                "https://api.loganalytics.io",
                "https://api.loganalytics.azure.com",
                "https://api.applicationinsights.io",
                "https://api.applicationinsights.azure.com");
    }
}
