package io.mltwin.tokencheck;

import io.mltwin.platform.Addresses;
import java.util.List;

/** The audiences of Azure's resources, under Azure's names and under the platform's own. */
public final class Audiences {

    private Audiences() {}

    public static List<String> arm(Addresses addresses) {
        return List.of(
                addresses.management(),
                "https://management.azure.com",
                "https://management.core.windows.net");
    }

    /** Azure ML's data plane: ARM's audiences and its own. */
    public static List<String> machineLearning(Addresses addresses) {
        List<String> all = new java.util.ArrayList<>(arm(addresses));
        all.add("https://ml.azure.com");
        all.add("https://ml.azure.*");
        return all;
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
