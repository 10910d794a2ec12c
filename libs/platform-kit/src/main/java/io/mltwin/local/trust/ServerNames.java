package io.mltwin.local.trust;

import java.util.ArrayList;
import java.util.List;

/**
 * The names a service's certificate is good for: Azure's host shapes under the base, since one star
 * covers one label only.
 */
public final class ServerNames {
    private static final List<String> LEVELS = List.of(
            "vault",
            "blob.core",
            "file.core",
            "notebooks",
            "0.azuredatabricks",
            "1.azuredatabricks",
            "2.azuredatabricks",
            "3.azuredatabricks",
            "azurecr",
            "api",
            "models",
            "inference",
            "loganalytics",
            "applicationinsights");

    /**
     * Azure's regions: the hosts of endpoints and of clusters name their own, one level below the
     * others.
     */
    private static final List<String> REGIONS =
            List.of(("australiacentral australiaeast australiasoutheast brazilsouth canadacentral canadaeast"
                            + " centralindia centralus eastasia eastus eastus2 francecentral"
                            + " germanywestcentral israelcentral italynorth japaneast japanwest"
                            + " jioindiawest koreacentral koreasouth mexicocentral northcentralus"
                            + " northeurope norwayeast polandcentral qatarcentral southafricanorth"
                            + " southcentralus southeastasia southindia spaincentral swedencentral"
                            + " switzerlandnorth switzerlandwest uaenorth uksouth ukwest westcentralus"
                            + " westeurope westindia westus westus2 westus3")
                    .split(" "));

    private static final String SCORING = "scoring-service";

    /** Who has online and batch endpoints. */
    private static final List<String> WITH_ENDPOINTS = List.of(SCORING, "compute-service");

    private ServerNames() {}

    /** DNS names for a base domain and the name of the process in Compose. */
    public static List<String> dns(String base, String composeName) {
        List<String> names = new ArrayList<>(List.of(base, "*." + base));
        LEVELS.forEach(level -> names.add("*." + level + "." + base));
        if (WITH_ENDPOINTS.contains(composeName)) {
            REGIONS.forEach(region -> names.add("*." + region + ".inference." + base));
        }
        if (composeName.equals(SCORING)) {
            REGIONS.forEach(region -> names.add("*." + region + ".cloudapp." + base));
        }
        names.add("localhost");
        names.add(composeName);
        return names;
    }

    /** Both loopback families. */
    public static List<String> addresses() {
        return List.of("127.0.0.1", "::1");
    }
}
