package io.mltwin.workspace;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.requests.HostRules;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hosts of workspace-service: Azure Resource Manager's, one blob and one file host per storage
 * account, one per notebook resource and per Databricks workspace, and the service's own address,
 * where ARM and path-style blobs answer too.
 */
@Singleton
class WorkspaceHosts implements HostRules {

    private static final List<String> ARM_PATHS = List.of("/subscriptions", "/providers", "/tenants");

    private static final String RENEWAL = "/oauth2/token";

    private final String management;
    private final String blobs;
    private final String files;
    private final String notebooks;
    private final Pattern databricks;
    private final String base;

    WorkspaceHosts(Addresses addresses) {
        this.management = "management." + addresses.base();
        this.blobs = ".blob.core." + addresses.base();
        this.files = ".file.core." + addresses.base();
        this.notebooks = ".notebooks." + addresses.base();
        this.databricks =
                Pattern.compile("adb-([0-9]{16})\\.[0-3]\\.azuredatabricks" + Pattern.quote("." + addresses.base()));
        this.base = "." + addresses.base();
    }

    @Override
    public String internalPath(String host, String path) {
        if (host.equals(management)) {
            return HostRules.isPlatformPath(path) ? null : arm(path);
        }
        String account = HostRules.label(host, blobs);
        if (account != null) {
            return "/blob/" + account + path;
        }
        account = HostRules.label(host, files);
        if (account != null) {
            return "/file/" + account + path;
        }
        String notebook = HostRules.label(host, notebooks);
        if (notebook != null) {
            return (path.equals(RENEWAL) ? "/notebook-token/" : "/notebook/")
                    + notebook
                    + (path.equals(RENEWAL) ? "" : path);
        }
        Matcher workspace = databricks.matcher(host);
        if (workspace.matches()) {
            return "/databricks/" + workspace.group(1) + path;
        }
        if (host.endsWith(base)) {
            return null;
        }
        return ownAddress(path);
    }

    private static String ownAddress(String path) {
        if (HostRules.isPlatformPath(path) || HostRules.below(path, "/.well-known")) {
            return path;
        }
        boolean isArm = HostRules.below(path, "/metadata")
                || ARM_PATHS.stream().anyMatch(prefix -> HostRules.below(path, prefix));
        return isArm ? arm(path) : "/blob" + path;
    }

    /** The anonymous metadata are a plane of their own, found whatever the case of the path. */
    private static String arm(String path) {
        return HostRules.below(path, "/metadata") ? "/arm" + AsciiCase.lower(path) : "/arm" + path;
    }
}
