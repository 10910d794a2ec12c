package io.mltwin.console.keys;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureHost;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.console.workspaces.Workspace;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a blob of a workspace's storage account: by the user's own token, or, for a user without a
 * role for data who may list the account's keys, by a signature that Azure Resource Manager gives.
 */
@Singleton
record BlobProbe(ProbeCalls calls, AzureHosts hosts, ResourceManager arm, Clock clock) {

    private static final String CONTAINER = "azureml";
    private static final String BLOB = "console-probe.txt";
    private static final Pattern NAME = Pattern.compile("<Blob><Name>([^<]+)</Name>");
    private static final Duration SIGNATURE = Duration.ofMinutes(10);
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    /**
     * How the account is opened.
     *
     * @param signature a query's parameters; empty for the user's own token
     */
    private record Way(AzureHost host, String signature) {

        AzureCall call(String method, String path, String query) {
            String parameters = query + (query.isEmpty() || signature.isEmpty() ? "" : "&") + signature;
            AzureCall call = new AzureCall(host, method, parameters.isEmpty() ? path : path + "?" + parameters)
                    .withHeader("x-ms-version", "2021-08-06");
            return signature.isEmpty() ? call : call.withoutToken();
        }

        @Override
        public String toString() {
            return host.name();
        }
    }

    Probe probe(Workspace workspace) {
        Way way = new Way(hosts.blobs(workspace.storageAccount().name()), "");
        AzureCall list = list(way, CONTAINER);
        ServiceAnswer listed = calls.send(list);
        boolean known = listed.status() != FORBIDDEN;
        if (!known) {
            String signature = signature(workspace.storageAccount());
            if (signature == null) {
                return calls.refused(SurfaceKind.STORAGE, list, listed);
            }
            way = new Way(way.host(), signature);
        }
        for (String container : List.of(CONTAINER, "azureml-blobstore-" + workspace.guid(), "snapshots")) {
            if (!known) {
                list = list(way, container);
                listed = calls.send(list);
            }
            known = false;
            Matcher name = NAME.matcher(new String(listed.body(), StandardCharsets.UTF_8));
            if (listed.isSuccess() && name.find()) {
                String path = "/" + container + "/" + UriEncoding.encodePath(name.group(1));
                return calls.probe(
                        SurfaceKind.STORAGE, way.call("GET", path, "").withHeader("x-ms-range", "bytes=0-0"));
            }
        }
        return listed.isSuccess()
                ? calls.ofNothing(SurfaceKind.STORAGE)
                : calls.refused(SurfaceKind.STORAGE, list, listed);
    }

    /**
     * Writes a small blob that the probe can read, and before it the container where there is none
     * yet.
     *
     * @throws io.mltwin.armweb.AzureException with Azure's own status, code and text when it is
     *     refused
     */
    void write(Workspace workspace) {
        Way way = new Way(hosts.blobs(workspace.storageAccount().name()), "");
        ServiceAnswer answer = calls.send(put(way));
        String signature = answer.status() == FORBIDDEN ? signature(workspace.storageAccount()) : null;
        if (signature != null) {
            way = new Way(way.host(), signature);
            answer = calls.send(put(way));
        }
        if (answer.status() == NOT_FOUND) {
            calls.send(way.call("PUT", "/" + CONTAINER, "restype=container")).orFault();
            answer = calls.send(put(way));
        }
        answer.orFault();
    }

    private static AzureCall put(Way way) {
        return way.call("PUT", "/" + CONTAINER + "/" + BLOB, "")
                .withHeader("x-ms-blob-type", "BlockBlob")
                .withBytes("text/plain", "A blob for probes.\n".getBytes(StandardCharsets.UTF_8));
    }

    private static AzureCall list(Way way, String container) {
        return way.call("GET", "/" + container, "restype=container&comp=list&maxresults=1");
    }

    /** Returns null when the user may not have one. */
    private String signature(ArmResourceId account) {
        ServiceAnswer answer = arm.send(
                "POST",
                ResourceManager.path(account, "/listAccountSas"),
                Map.of(
                        "signedServices", "b",
                        "signedResourceTypes", "co",
                        "signedPermission", "rlcw",
                        "signedProtocol", "https",
                        "signedExpiry",
                                clock.instant()
                                        .plus(SIGNATURE)
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString()));
        return answer.isSuccess() ? answer.json().path("accountSasToken").asText(null) : null;
    }
}
