package io.mltwin.console.keys;

import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.azure.ScopeAddress;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.console.workspaces.Workspace;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reads something of each surface as the user, which shows what stops when a key is disabled. */
@Singleton
record Probes(ProbeCalls calls, AzureHosts hosts, BlobProbe blobs, RegistryProbe images, ConcurrentParts parts) {

    List<Probe> of(Workspace workspace) {
        List<Supplier<Probe>> probes = new ArrayList<>();
        if (workspace.storageAccount() != null) {
            probes.add(() -> safely(SurfaceKind.STORAGE, () -> blobs.probe(workspace)));
        }
        if (workspace.containerRegistry() != null) {
            probes.add(() -> safely(SurfaceKind.REGISTRY, () -> images.probe(workspace)));
        }
        probes.add(() -> safely(SurfaceKind.RUN_HISTORY, () -> runs(workspace)));
        if (workspace.keyVault() != null) {
            probes.add(() -> safely(SurfaceKind.VAULT, () -> secrets(workspace)));
        }
        if (workspace.applicationInsights() != null) {
            probes.add(() -> safely(SurfaceKind.INSIGHTS, () -> requests(workspace)));
        }
        return parts.readAll(probes);
    }

    /** A call before the one that decides may be refused, or its service be away. */
    private Probe safely(SurfaceKind kind, Supplier<Probe> probe) {
        try {
            return probe.get();
        } catch (AzureException refused) {
            return calls.away(kind, refused);
        }
    }

    private Probe runs(Workspace workspace) {
        return calls.probe(
                SurfaceKind.RUN_HISTORY,
                new AzureCall(
                                hosts.machineLearning(workspace.region()),
                                "POST",
                                "/history/v1.0"
                                        + UriEncoding.encodePath(workspace.id().toString())
                                        + "/runs:query")
                        .withJson(Map.of("top", 1)));
    }

    private Probe secrets(Workspace workspace) {
        return calls.probe(
                SurfaceKind.VAULT,
                AzureCall.get(hosts.vault(workspace.keyVault().name()), "/secrets?api-version=7.4&maxresults=1"));
    }

    private Probe requests(Workspace workspace) {
        return calls.probe(
                SurfaceKind.INSIGHTS,
                AzureCall.get(
                        hosts.applicationInsights(),
                        "/v1"
                                + ScopeAddress.path(workspace.applicationInsights())
                                + "/query?query="
                                + UriEncoding.encodeQueryValue("requests | take 1")));
    }
}
