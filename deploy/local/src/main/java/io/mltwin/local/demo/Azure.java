package io.mltwin.local.demo;

import io.mltwin.local.client.Tokens;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import java.io.IOException;
import java.time.Duration;

/** Azure's names on this platform, and how its long-running operations are followed. */
public record Azure(PlatformSettings settings, Tokens tokens) {

    public static final String ML = "/providers/Microsoft.MachineLearningServices/workspaces/";
    private static final String VERSION = "2022-10-01";
    private static final long POLL_MILLIS = 100;

    /** Returns the same, with tokens asked for as a part of the client's flow. */
    public Azure within(FlowClient client) {
        return new Azure(settings, tokens.within(client.trace()).with(client.patience()));
    }

    public String arm(String id) {
        return "https://management." + at(PlatformService.WORKSPACE) + id + "?api-version=" + VERSION;
    }

    /** Returns the v1 data plane of the training half, in a region. */
    public String training(String region, String service, String workspaceId, String rest) {
        return "https://" + region + ".api." + at(PlatformService.COMPUTE) + "/" + service + workspaceId + rest;
    }

    /** Returns the v1 data plane of the inferencing half, in a region. */
    public String models(String region, String workspaceId, String rest) {
        return "https://"
                + region
                + ".models."
                + at(PlatformService.SCORING)
                + "/modelmanagement/v1.0"
                + workspaceId
                + rest;
    }

    public String insights(String rest) {
        return "https://api.applicationinsights." + at(PlatformService.TELEMETRY) + rest;
    }

    public String vault(String vault, String rest) {
        return "https://" + vault + ".vault." + at(PlatformService.KEYVAULT) + rest;
    }

    public String blob(String account, String rest) {
        return "https://" + account + ".blob.core." + at(PlatformService.WORKSPACE) + rest;
    }

    /**
     * @param hostName of a notebook resource, with its port
     */
    public String notebook(String hostName, String path) {
        return "https://" + hostName + "/api/contents/" + path;
    }

    private String at(PlatformService service) {
        return settings.base() + ":" + settings.ports().of(service);
    }

    /** A token of the named principal for a resource. */
    public String token(String who, String resource) throws IOException {
        return tokens.of(who, resource);
    }

    public String armToken(String who) throws IOException {
        return token(who, "https://management.azure.com");
    }

    /** Follows an Azure Resource Manager operation to its end. */
    public void await(FlowClient client, FlowClient.Answer started, String token)
            throws IOException, InterruptedException {
        String poll = started.header("Azure-AsyncOperation");
        if (poll == null) {
            return;
        }
        String status = until(client, poll, token, "status", "Succeeded", "Failed", "Canceled");
        if (!status.equals("Succeeded")) {
            throw new FlowException(started.request() + " ended " + status + ": "
                    + client.get(poll, token).text());
        }
    }

    /**
     * Asks again until a field has one of the final values, and returns it.
     *
     * @throws FlowException when it stays at another one for longer than the client waits
     */
    public String until(FlowClient client, String address, String token, String field, String... ends)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        long changed = start;
        String before = null;
        Duration longest = client.longestState();
        String subject = address.replaceAll("\\?.*", "")
                .replaceAll(".*/([^/]+/[^/]+)$", "$1")
                .replaceAll("([0-9a-f]{8})-[0-9a-f-]{27}", "$1…");
        while (true) {
            FlowClient.Answer answer = client.get(address, token).expect(200);
            String value = answer.json().path(field).asText();
            for (String end : ends) {
                if (value.equals(end)) {
                    return value;
                }
            }
            client.waitFor(subject + " is " + value, start);
            if (!value.equals(before)) {
                before = value;
                changed = System.nanoTime();
            }
            if (System.nanoTime() - changed > longest.toNanos()) {
                throw new FlowException(address.replaceAll("\\?.*", "")
                        + " has been "
                        + value
                        + " for "
                        + longest.toSeconds()
                        + " s, and nothing changes");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
