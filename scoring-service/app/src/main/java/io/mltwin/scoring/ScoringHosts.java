package io.mltwin.scoring;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.requests.HostRules;
import io.mltwin.scoring.registry.repositories.RegistryRequestAuthorizer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/**
 * Hosts of scoring-service: a host per registry, per region's model management and per web service,
 * which may have a name of a customer's own or that of its cluster; on the own address the
 * provider's ARM paths, model management, and registries in path style ({@code
 * localhost:8445/{registry}/{repository}:{tag}}).
 */
@Singleton
public class ScoringHosts implements HostRules {

    private static final Pattern OF_REGION = Pattern.compile("[a-z0-9-]+\\.[a-z0-9]+");

    private final String base;
    private final CustomNames names;

    @Inject
    public ScoringHosts(Addresses addresses, CustomNames names) {
        this(addresses.base(), names);
    }

    ScoringHosts(String base, CustomNames names) {
        this.base = "." + base;
        this.names = names;
    }

    @Override
    public boolean isCustomName(String host) {
        return names.isKnown(host);
    }

    @Override
    public String internalPath(String host, String path) {
        String registry = HostRules.label(host, ".azurecr" + base);
        if (registry != null) {
            return "/registry/" + registry + path;
        }
        String endpoint = HostRules.label(host, ".inference" + base);
        if (endpoint != null) {
            return "/inference/" + endpoint + path;
        }
        String online = ofRegion(host);
        if (online != null) {
            return "/online/" + online + path;
        }
        if (HostRules.label(host, ".models" + base) != null) {
            return HostRules.below(path, "/modelmanagement") ? path : null;
        }
        if (names.isKnown(host)) {
            return names.internalPath(host, path);
        }
        return host.endsWith(base) ? null : ofOwnAddress(path);
    }

    /** Returns {@code endpoint.region} of an online endpoint's host, or null. */
    private String ofRegion(String host) {
        String suffix = ".inference" + base;
        if (!host.endsWith(suffix)) {
            return null;
        }
        String labels = host.substring(0, host.length() - suffix.length());
        return OF_REGION.matcher(labels).matches() ? labels : null;
    }

    private static String ofOwnAddress(String path) {
        if (HostRules.isPlatformPath(path) || HostRules.below(path, "/modelmanagement")) {
            return path;
        }
        if (HostRules.below(path, "/subscriptions") || HostRules.below(path, "/providers")) {
            return "/provider" + path;
        }
        if (HostRules.below(path, "/oauth2")) {
            return "/registry/" + RegistryRequestAuthorizer.NO_REGISTRY + path;
        }
        return HostRules.below(path, "/v2") ? pathStyle(path.substring(3)) : null;
    }

    /** {@code rest} is what follows {@code /v2}. */
    private static String pathStyle(String rest) {
        String named = rest.startsWith("/") ? rest.substring(1) : rest;
        if (named.isEmpty() || named.startsWith("_")) {
            return "/registry/" + RegistryRequestAuthorizer.NO_REGISTRY + "/v2" + rest;
        }
        int slash = named.indexOf('/');
        String registry = slash < 0 ? named : named.substring(0, slash);
        return "/registry/" + registry + "/v2" + (slash < 0 ? "/" : named.substring(slash));
    }
}
