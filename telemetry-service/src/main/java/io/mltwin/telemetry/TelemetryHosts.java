package io.mltwin.telemetry;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.requests.HostRules;
import jakarta.inject.Singleton;

/**
 * Hosts of telemetry-service: queries, ingestion, the console and studio, and on the service's own address the
 * provider's ARM paths and OTLP.
 */
@Singleton
class TelemetryHosts implements HostRules {

    private final String base;

    TelemetryHosts(Addresses addresses) {
        this.base = "." + addresses.base();
    }

    @Override
    public String internalPath(String host, String path) {
        if (host.endsWith(base)) {
            return switch (host.substring(0, host.length() - base.length())) {
                case "api.applicationinsights" -> "/appinsights" + path;
                case "dc.applicationinsights" -> "/ingest" + path;
                case "console" -> path.equals("/") ? "/console" : "/console" + path;
                case "ml" -> "/console/studio" + path;
                case "api.loganalytics" -> "/loganalytics" + path;
                default -> null;
            };
        }
        if (HostRules.isPlatformPath(path) || path.equals("/v1/traces")) {
            return path;
        }
        return HostRules.below(path, "/subscriptions") || HostRules.below(path, "/providers")
                ? "/provider" + path
                : null;
    }
}
