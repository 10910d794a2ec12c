package io.mltwin.armweb;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.encoding.AsciiCase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Azure's regions, as {@code GET /subscriptions/{id}/locations} names them. */
public final class Regions {

    private static final Map<String, String> DISPLAY_NAMES = new LinkedHashMap<>();

    static {
        String[] names = {
            "East US",
            "East US 2",
            "South Central US",
            "West US",
            "West US 2",
            "West US 3",
            "Central US",
            "North Central US",
            "West Central US",
            "Canada Central",
            "Canada East",
            "Brazil South",
            "North Europe",
            "West Europe",
            "UK South",
            "UK West",
            "France Central",
            "Germany West Central",
            "Switzerland North",
            "Norway East",
            "Sweden Central",
            "Poland Central",
            "Italy North",
            "Spain Central",
            "Southeast Asia",
            "East Asia",
            "Australia East",
            "Australia Southeast",
            "Japan East",
            "Japan West",
            "Korea Central",
            "Central India",
            "South India",
            "West India",
            "South Africa North",
            "UAE North",
            "Qatar Central",
            "Israel Central"
        };
        for (String name : names) {
            DISPLAY_NAMES.put(normalise(name), name);
        }
    }

    private Regions() {}

    /** {@code eastus} for {@code East US}. */
    public static String normalise(String location) {
        return AsciiCase.lower(location.replace(" ", ""));
    }

    public static List<String> names() {
        return List.copyOf(DISPLAY_NAMES.keySet());
    }

    public static String displayName(String region) {
        return DISPLAY_NAMES.get(region);
    }

    /**
     * The region's name, when it is one that offers the type.
     *
     * @throws AzureException 400 {@code LocationNotAvailableForResourceType}
     */
    public static String require(String location, String type) {
        String region = normalise(location);
        if (!DISPLAY_NAMES.containsKey(region)) {
            throw badRequest(
                            "LocationNotAvailableForResourceType",
                            "The provided location '%s' is not available for resource type '%s'. List of available regions for"
                                    + " the resource type is '%s'.",
                            location,
                            type,
                            String.join(",", DISPLAY_NAMES.keySet()))
                    .withTarget("location");
        }
        return region;
    }
}
