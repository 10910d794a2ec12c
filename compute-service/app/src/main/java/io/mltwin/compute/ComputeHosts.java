package io.mltwin.compute;

import static java.util.Objects.requireNonNullElse;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.requests.HostRules;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hosts of compute-service: a host per region and per batch endpoint, and the service's own
 * address. Azure ML's data plane ignores the case of the fixed segments of a path, so {@code
 * /history/v1.0/subscriptions/S/resourcegroups/G/…/workspaces/W/rest} becomes {@code
 * /history/S/G/W/rest} for the resources.
 */
@Singleton
public class ComputeHosts implements HostRules {

    /** Internal prefix of v1 services that are not built. */
    public static final String UNBUILT = "/unbuilt";

    private static final Map<String, String> VERSIONS = Map.ofEntries(
            Map.entry("history", "v1.0"),
            Map.entry("metric", "v2.0"),
            Map.entry("execution", "v1.0"),
            Map.entry("content", "v1.0"),
            Map.entry("artifact", "v2.0"),
            Map.entry("datastore", "v1.0"),
            Map.entry("environment", "v1.0"),
            Map.entry("mlflow", "v1.0"),
            Map.entry("data", "v1.0"),
            Map.entry("modelregistry", "v1.0"),
            Map.entry("mferp", "managementfrontend"));

    private static final Pattern IN_WORKSPACE = AsciiCase.pattern(
            "/+([a-z]+)/+(v[0-9.]+|managementfrontend)/+subscriptions/+([^/]+)/+resourceGroups/+([^/]+)/+providers"
                    + "/+Microsoft\\.MachineLearningServices/+workspaces/+([^/]+)(/.*)?");
    private static final Pattern UNBUILT_SERVICES =
            Pattern.compile("/+(hyperdrive|pipelines|mferp|rp|jobs|labeling|catalog|registrymanagement)(/.*)?");
    private static final Pattern DISCOVERY = Pattern.compile("/+discovery(/+workspaces/+[^/]+)?/*");
    private static final Pattern DOT_SEGMENT = AsciiCase.pattern("/(\\.|%2e){1,2}(/|$)");

    private static final Pattern ENDPOINT = Pattern.compile("[a-z0-9-]+\\.[a-z0-9]+");

    private final String regions;
    private final String endpoints;
    private final String base;

    ComputeHosts(Addresses addresses) {
        this.regions = ".api." + addresses.base();
        this.endpoints = ".inference." + addresses.base();
        this.base = "." + addresses.base();
    }

    @Override
    public String internalPath(String host, String path) {
        if (DOT_SEGMENT.matcher(path).find()) {
            return null;
        }
        String endpoint = ofEndpoint(host);
        if (endpoint != null) {
            return "/batch/" + endpoint + path;
        }
        String region = HostRules.label(host, regions);
        if (region == null && host.endsWith(base)) {
            return null;
        }
        if (region == null) {
            if (HostRules.isPlatformPath(path)
                    || HostRules.below(path, "/_batch")
                    || HostRules.below(path, "/_node")
                    || HostRules.below(path, "/_node-host")) {
                return path;
            }
            if (HostRules.below(path, "/subscriptions") || HostRules.below(path, "/providers")) {
                return "/provider" + path;
            }
        }
        return dataPlane(region, path);
    }

    /** Returns {@code endpoint.region} of a batch endpoint's host, or null. */
    private String ofEndpoint(String host) {
        if (!host.endsWith(endpoints)) {
            return null;
        }
        String labels = host.substring(0, host.length() - endpoints.length());
        return ENDPOINT.matcher(labels).matches() ? labels : null;
    }

    private static String dataPlane(String region, String path) {
        if (DISCOVERY.matcher(path).matches()) {
            return "/discovery/" + requireNonNullElse(region, "-");
        }
        Matcher workspace = IN_WORKSPACE.matcher(path);
        if (workspace.matches()) {
            String service = AsciiCase.lower(workspace.group(1));
            if (VERSIONS.containsKey(service)) {
                return AsciiCase.equal(VERSIONS.get(service), workspace.group(2))
                        ? "/"
                                + service
                                + "/"
                                + workspace.group(3)
                                + "/"
                                + workspace.group(4)
                                + "/"
                                + workspace.group(5)
                                + rest(workspace.group(6))
                        : null;
            }
        }
        return UNBUILT_SERVICES.matcher(path).matches() ? UNBUILT + path : null;
    }

    private static String rest(String path) {
        return path == null ? "" : path.replaceAll("/{2,}", "/");
    }
}
