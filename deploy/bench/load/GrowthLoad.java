import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * Fills a small and a large store of one kind, asks both in turn for the same page, and prints the median time of each and how many
 * times as long the large one took.
 *
 * <p>Arguments: port base, data folder, rounds, the kind, how many the large store has; the owner's secret is read from the input.
 */
public final class GrowthLoad {
    private static final int SMALL = 100;
    private static final int FILLING = 16;
    private static final int REQUESTS = 20;
    private static final int WARM_UP = 200;
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private static final String STORAGE_CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
    private static final String STAMP = Long.toString(System.currentTimeMillis(), 36);

    private final Platform platform;
    private final HttpClient client;
    private final int large;
    private final int rounds;

    /** The two requests of a page. */
    private record Page(Request ofSmall, Request ofLarge) {}

    private GrowthLoad(Platform platform, HttpClient client, int rounds, int large) {
        this.platform = platform;
        this.client = client;
        this.rounds = rounds;
        this.large = large;
    }

    public static void main(String[] arguments) throws Exception {
        String secret = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        Path authority = Path.of(Platform.setting("CA_FILE"));
        GrowthLoad load =
                new GrowthLoad(
                        new Platform(new Connections(authority), Integer.parseInt(arguments[0]), secret),
                        HttpClient.newBuilder().sslContext(Training.trust(authority)).build(),
                        Integer.parseInt(arguments[2]),
                        Integer.parseInt(arguments[4]));
        load.platform.makeGroup();
        switch (arguments[3]) {
            case "runs" -> load.runs();
            case "experiments" -> load.experiments();
            case "blobs" -> load.blobs();
            case "secrets" -> load.secrets();
            case "resources" -> load.resources();
            case "assignments" -> load.assignments();
            case "images" -> load.images();
            default -> throw new IllegalArgumentException(arguments[3]);
        }
    }

    private void runs() throws Exception {
        String[] workspaces = {workspace("small"), workspace("large")};
        int port = platform.base() + 4;
        String host = "localhost:" + port;
        fill("runs", port, 0, number -> run(workspaces[0], number));
        fill("runs", port, 1, number -> run(workspaces[1], number));
        fill("metrics", port, 0, number -> metric(workspaces[0], number));
        fill("metrics", port, 1, number -> metric(workspaces[1], number));
        String token = armToken();
        Map<String, Page> pages = new LinkedHashMap<>();
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("20 newest", "{\"top\":20}");
        queries.put("20 failed", "{\"top\":20,\"filter\":\"Status eq 'Failed'\"}");
        queries.put("20 by start", "{\"top\":20,\"orderBy\":\"StartTimeUtc desc\"}");
        queries.put("20 of an experiment", "{\"top\":20,\"filter\":\"ExperimentName eq 'growing3'\"}");
        queries.put("one by its id", "{\"top\":20,\"filter\":\"RunId eq 'run00000050'\"}");
        queries.forEach(
                (name, body) ->
                        pages.put(
                                "runs:query, " + name,
                                page(workspaces, ws -> Request.json("POST", "/history/v1.0" + ws + "/runs:query", host, token, body))));
        String[] middle = {middle(workspaces[0], SMALL), middle(workspaces[1], large)};
        pages.put(
                "runs:query, middle",
                new Page(
                        Request.json("POST", "/history/v1.0" + workspaces[0] + "/runs:query", host, token, middle[0]),
                        Request.json("POST", "/history/v1.0" + workspaces[1] + "/runs:query", host, token, middle[1])));
        pages.put(
                "metrics:query, of an experiment",
                page(
                        workspaces,
                        ws ->
                                Request.json(
                                        "POST",
                                        "/history/v1.0" + ws + "/experiments/growing3/metrics:query",
                                        host,
                                        token,
                                        "{\"top\":20}")));
        String[] experiments = {experiment(workspaces[0]), experiment(workspaces[1])};
        Map<String, String> searches = new LinkedHashMap<>();
        searches.put("5 newest", "");
        searches.put("status", ",\"filter\":\"status = 'FAILED'\"");
        searches.put("a tag that a tenth has", ",\"filter\":\"tags.team = 'blue'\"");
        searches.put("start_time", ",\"filter\":\"start_time > 1\",\"order_by\":[\"start_time ASC\"]");
        searches.forEach(
                (name, rest) ->
                        pages.put(
                                "MLflow, " + name,
                                new Page(
                                        search(workspaces[0], host, token, experiments[0], rest),
                                        search(workspaces[1], host, token, experiments[1], rest))));
        measure(port, pages);
        Map<String, Page> jobs = new LinkedHashMap<>();
        jobs.put("jobs, newest", page(workspaces, ws -> arm("GET", ws + "/jobs?api-version=2023-04-01", null)));
        measure(platform.armPort(), jobs);
    }

    private static Request search(String workspace, String host, String token, String experiment, String rest) {
        return Request.json(
                "POST",
                "/mlflow/v1.0" + workspace + "/api/2.0/mlflow/runs/search",
                host,
                token,
                "{\"experiment_ids\":[\"" + experiment + "\"],\"max_results\":5" + rest + "}");
    }

    private String workspace(String name) throws Exception {
        String id = Platform.GROUP + "/providers/Microsoft.MachineLearningServices/workspaces/" + name + STAMP;
        platform.arm(
                "PUT",
                id + "?api-version=2023-04-01",
                "{\"location\":\"eastus\",\"identity\":{\"type\":\"SystemAssigned\"},\"properties\":{}}");
        String state = "";
        while (!state.equals("Succeeded")) {
            if (state.equals("Failed")) {
                throw new IllegalStateException(id + " is not made");
            }
            Thread.sleep(500);
            state = Platform.field("provisioningState", platform.arm("GET", id + "?api-version=2023-04-01", null));
        }
        return id;
    }

    /** Of ten experiments; a tenth failed, and a tenth has the tag. */
    private Request run(String workspace, int number) {
        String body =
                "{\"runType\":\"commandjob\",\"runDefinition\":{\"jobType\":\"Command\",\"command\":\"true\",\"inputs\":{},\"outputs\":{}},"
                        + "\"startTimeUtc\":\"" + Instant.ofEpochSecond(1_700_000_000L + number) + "\",\"status\":\""
                        + (number % 10 == 0 ? "Failed" : "Completed") + "\",\"tags\":{\"team\":\""
                        + (number % 10 == 1 ? "blue" : "black") + "\"},\"parameters\":{\"lr\":\"0.1\"}}";
        return Request.json(
                "PATCH", path(workspace, number), "localhost:" + (platform.base() + 4), armToken(), body);
    }

    private Request metric(String workspace, int number) {
        return Request.json(
                "POST",
                path(workspace, number) + "/metrics",
                "localhost:" + (platform.base() + 4),
                armToken(),
                "{\"name\":\"acc\",\"cells\":[{\"acc\":0.5}]}");
    }

    private static String path(String workspace, int number) {
        return "/history/v1.0" + workspace + "/experiments/growing" + number / 2 % 10 + "/runs/"
                + String.format("run%08d", number);
    }

    private void experiments() throws Exception {
        String[] workspaces = {workspace("few"), workspace("many")};
        int port = platform.base() + 4;
        String host = "localhost:" + port;
        for (int i = 0; i < workspaces.length; i++) {
            String workspace = workspaces[i];
            fill(
                    "experiments",
                    port,
                    i,
                    number ->
                            Request.json(
                                    "POST",
                                    "/history/v1.0" + workspace + "/experiments/growing" + number,
                                    host,
                                    armToken(),
                                    null));
        }
        String token = armToken();
        Map<String, String> searches = new LinkedHashMap<>();
        searches.put("20 newest", "");
        searches.put("20 by name", ",\"order_by\":[\"name ASC\"]");
        searches.put("one by its name", ",\"filter\":\"name = 'growing50'\"");
        searches.put("20 of a pattern", ",\"filter\":\"name LIKE 'growing%'\"");
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put(
                "experiments:query, 20",
                page(
                        workspaces,
                        ws -> Request.json("POST", "/history/v1.0" + ws + "/experiments:query", host, token, "{\"top\":20}")));
        searches.forEach(
                (name, rest) ->
                        pages.put(
                                "MLflow, " + name,
                                page(
                                        workspaces,
                                        ws ->
                                                Request.json(
                                                        "POST",
                                                        "/mlflow/v1.0" + ws + "/api/2.0/mlflow/experiments/search",
                                                        host,
                                                        token,
                                                        "{\"max_results\":20" + rest + "}"))));
        measure(port, pages);
    }

    private String middle(String workspace, int count) throws Exception {
        String run = call("GET", platform.base() + 4, "/history/v1.0" + workspace + "/runs/" + String.format("run%08d", count / 2));
        Matcher number = Pattern.compile("\"runNumber\":(\\d+)").matcher(run);
        number.find();
        return "{\"top\":20,\"continuationToken\":\"" + number.group(1) + "\"}";
    }

    private String experiment(String workspace) throws Exception {
        return Platform.field(
                "experimentId", call("GET", platform.base() + 4, "/history/v1.0" + workspace + "/experiments/growing0"));
    }

    private void blobs() throws Exception {
        String account = "grow" + STAMP;
        String id = Platform.GROUP + "/providers/Microsoft.Storage/storageAccounts/" + account;
        platform.arm(
                "PUT",
                id + "?api-version=2023-01-01",
                "{\"location\":\"eastus\",\"kind\":\"StorageV2\",\"sku\":{\"name\":\"Standard_LRS\"}}");
        assign(id, UUID.randomUUID().toString(), Platform.setting("OWNER_OBJECT_ID"), STORAGE_CONTRIBUTOR);
        String key = Platform.field("value", platform.arm("POST", id + "/listKeys?api-version=2023-01-01", "{}"));
        BlobRequests requests =
                new BlobRequests(
                        account,
                        account + ".blob.core." + Platform.setting("BASE") + ":" + platform.armPort(),
                        new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"),
                        null);
        String[] containers = {"/small", "/large"};
        byte[] content = new byte[64];
        for (int i = 0; i < containers.length; i++) {
            String container = containers[i];
            platform.connections().once(platform.armPort(), requests.signed("PUT", container, "restype=container", "", null));
            fill(
                    "blobs",
                    platform.armPort(),
                    i,
                    number ->
                            requests.signed(
                                    "PUT",
                                    container + String.format("/folder%d/%08d", number % 10, number),
                                    "",
                                    "x-ms-blob-type:BlockBlob\n",
                                    content));
        }
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("20 blobs", page(containers, c -> requests.signed("GET", c, "comp=list\nmaxresults=20\nrestype=container", "", null)));
        pages.put(
                "blobs by prefix",
                page(containers, c -> requests.signed("GET", c, "comp=list\nmaxresults=5\nprefix=folder3/\nrestype=container", "", null)));
        pages.put(
                "folders",
                page(containers, c -> requests.signed("GET", c, "comp=list\ndelimiter=/\nmaxresults=20\nrestype=container", "", null)));
        measure(platform.armPort(), pages);
    }

    private void secrets() throws Exception {
        String[] hosts = {vault("small"), vault("large")};
        String token = platform.token("https://vault.azure.net/.default");
        for (int i = 0; i < hosts.length; i++) {
            String host = hosts[i];
            fill(
                    "secrets",
                    platform.vaultPort(),
                    i,
                    number -> Request.json("PUT", "/secrets/s" + number + "?api-version=7.4", host, token, "{\"value\":\"v\"}"));
        }
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("20 secrets", page(hosts, host -> Request.json("GET", "/secrets?maxresults=20&api-version=7.4", host, token, null)));
        pages.put(
                "versions of one",
                page(hosts, host -> Request.json("GET", "/secrets/s50/versions?api-version=7.4", host, token, null)));
        measure(platform.vaultPort(), pages);
    }

    private String vault(String size) throws Exception {
        String name = size + STAMP;
        String tenant = Platform.setting("TENANT_ID");
        platform.arm(
                "PUT",
                Platform.GROUP + "/providers/Microsoft.KeyVault/vaults/" + name + "?api-version=2023-07-01",
                "{\"location\":\"eastus\",\"properties\":{\"tenantId\":\"" + tenant
                        + "\",\"sku\":{\"family\":\"A\",\"name\":\"standard\"},\"accessPolicies\":[{\"tenantId\":\"" + tenant
                        + "\",\"objectId\":\"" + Platform.setting("OWNER_OBJECT_ID")
                        + "\",\"permissions\":{\"secrets\":[\"all\"]}}]}}");
        return name + ".vault." + Platform.setting("BASE") + ":" + platform.vaultPort();
    }

    private void resources() throws Exception {
        String[] groups = {group("small"), group("large")};
        for (int i = 0; i < groups.length; i++) {
            String group = groups[i];
            fill(
                    "resources",
                    platform.armPort(),
                    i,
                    number ->
                            arm(
                                    "PUT",
                                    group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id" + number
                                            + "?api-version=2023-01-31",
                                    "{\"location\":\"eastus\"}"));
        }
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("20 resources", page(groups, group -> arm("GET", group + "/resources?$top=20&api-version=2021-04-01", null)));
        pages.put("a resource group", page(groups, group -> arm("GET", group + "?api-version=2021-04-01", null)));
        measure(platform.armPort(), pages);
    }

    private String group(String size) throws Exception {
        String group = Platform.GROUP.replace("benchgroup", size + STAMP);
        platform.arm("PUT", group + "?api-version=2021-04-01", "{\"location\":\"eastus\"}");
        return group;
    }

    private void assignments() throws Exception {
        String[] groups = {group("few"), group("many")};
        for (int i = 0; i < groups.length; i++) {
            String group = groups[i];
            fill(
                    "assignments",
                    platform.armPort(),
                    i,
                    number ->
                            arm(
                                    "PUT",
                                    group + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                                            + "?api-version=2022-04-01",
                                    assignment(identity(group, number), READER)));
        }
        String list = "/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=";
        String[] ofOne = new String[groups.length];
        for (int i = 0; i < groups.length; i++) {
            ofOne[i] = groups[i] + list + "principalId%20eq%20'" + identity(groups[i], 50) + "'";
        }
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("assignments, all", page(groups, group -> arm("GET", group + list + "atScope()", null)));
        pages.put("assignments of a principal", page(ofOne, uri -> arm("GET", uri, null)));
        measure(platform.armPort(), pages);
    }

    /** Makes an identity, and returns its principal. */
    private String identity(String group, int number) {
        try {
            return Platform.field(
                    "principalId",
                    platform.arm(
                            "PUT",
                            group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id" + number
                                    + "?api-version=2023-01-31",
                            "{\"location\":\"eastus\"}"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assign(String scope, String name, String principal, String role) throws Exception {
        platform.arm(
                "PUT",
                scope + "/providers/Microsoft.Authorization/roleAssignments/" + name + "?api-version=2022-04-01",
                assignment(principal, role));
    }

    private static String assignment(String principal, String role) {
        return "{\"properties\":{\"principalId\":\"" + principal + "\",\"roleDefinitionId\":\"/subscriptions/"
                + Platform.setting("SUBSCRIPTION_ID") + "/providers/Microsoft.Authorization/roleDefinitions/" + role + "\"}}";
    }

    private void images() throws Exception {
        String name = "grow" + STAMP;
        String id = Platform.GROUP + "/providers/Microsoft.ContainerRegistry/registries/" + name;
        platform.arm(
                "PUT",
                id + "?api-version=2023-07-01",
                "{\"location\":\"eastus\",\"sku\":{\"name\":\"Basic\"},\"properties\":{\"adminUserEnabled\":true}}");
        String credentials = platform.arm("POST", id + "/listCredentials?api-version=2023-07-01", "{}");
        String basic =
                Base64.getEncoder()
                        .encodeToString(
                                (Platform.field("username", credentials) + ":" + Platform.field("value", credentials))
                                        .getBytes(StandardCharsets.UTF_8));
        int port = platform.base() + 5;
        String host = name + ".azurecr." + Platform.setting("BASE") + ":" + port;
        String[] repositories = {"small", "large"};
        String[] tokens = new String[repositories.length];
        for (int i = 0; i < repositories.length; i++) {
            String repository = repositories[i];
            tokens[i] =
                    Platform.field(
                            "access_token",
                            platform.connections()
                                    .once(
                                            port,
                                            Request.of(
                                                    "GET",
                                                    "/oauth2/token?service=" + host + "&scope=repository:" + repository
                                                            + ":pull,push,metadata_read",
                                                    host,
                                                    "Authorization: Basic " + basic + "\n",
                                                    null)));
            String token = tokens[i];
            byte[] config = "{}".getBytes(StandardCharsets.UTF_8);
            String digest =
                    "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(config));
            upload("https://localhost:" + port, "/v2/" + name + "/" + repository, token, digest, config);
            byte[] manifest =
                    ("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{\"mediaType\":"
                                    + "\"application/vnd.oci.image.config.v1+json\",\"digest\":\"" + digest
                                    + "\",\"size\":2},\"layers\":[]}")
                            .getBytes(StandardCharsets.UTF_8);
            fill(
                    "tags",
                    port,
                    i,
                    number ->
                            Request.of(
                                    "PUT",
                                    "/v2/" + repository + "/manifests/t" + number,
                                    host,
                                    "Authorization: Bearer " + token
                                            + "\nContent-Type: application/vnd.oci.image.manifest.v1+json\n",
                                    manifest));
        }
        Map<String, Page> pages = new LinkedHashMap<>();
        for (String list : new String[] {
            "/v2/%s/tags/list?n=20", "/v2/%s/tags/list?n=20&last=t50", "/acr/v1/%s/_tags?n=20&orderby=timedesc",
            "/acr/v1/%s/_tags?n=20&orderby=timeasc&last=t50"
        }) {
            pages.put(
                    list.replace("/%s", ""),
                    new Page(
                            Request.json("GET", list.formatted("small"), host, tokens[0], null),
                            Request.json("GET", list.formatted("large"), host, tokens[1], null)));
        }
        measure(port, pages);
    }

    private void upload(String origin, String repository, String token, String digest, byte[] content) throws Exception {
        HttpRequest.Builder start = HttpRequest.newBuilder(URI.create(origin + repository + "/blobs/uploads/"));
        HttpResponse<String> started =
                client.send(
                        start.header("Authorization", "Bearer " + token).POST(BodyPublishers.noBody()).build(),
                        HttpResponse.BodyHandlers.ofString());
        String location = started.headers().firstValue("Location").orElseThrow(() -> new IOException(started.body()));
        URI end = URI.create(origin).resolve(location + (location.contains("?") ? "&" : "?") + "digest=" + digest);
        HttpResponse<String> ended =
                client.send(
                        HttpRequest.newBuilder(end)
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/octet-stream")
                                .PUT(BodyPublishers.ofByteArray(content))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (ended.statusCode() / 100 != 2) {
            throw new IOException(ended.statusCode() + " " + ended.body());
        }
    }

    private volatile String token;
    private volatile long tokenUntil;

    /** A token that lasts while a store is filled. */
    private String armToken() {
        if (System.nanoTime() > tokenUntil) {
            synchronized (this) {
                if (System.nanoTime() > tokenUntil) {
                    try {
                        token = platform.token("https://management.azure.com/.default");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    tokenUntil = System.nanoTime() + 600_000_000_000L;
                }
            }
        }
        return token;
    }

    private Request arm(String method, String uri, String body) {
        return Request.json(method, uri, "localhost:" + platform.armPort(), armToken(), body);
    }

    private String call(String method, int port, String uri) throws Exception {
        return platform.connections().once(port, Request.json(method, uri, "localhost:" + port, armToken(), null));
    }

    private static Page page(String[] stores, Function<String, Request> request) {
        return new Page(request.apply(stores[0]), request.apply(stores[1]));
    }

    private void fill(String what, int port, int store, IntFunction<Request> request) throws Exception {
        int count = store == 0 ? SMALL : large;
        long start = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        platform.connections()
                .run(
                        port,
                        FILLING,
                        () -> {
                            int number = next.getAndIncrement();
                            return number < count ? request.apply(number) : null;
                        },
                        Long.MAX_VALUE);
        System.out.printf("%d %s in %d s%n", count, what, (System.nanoTime() - start) / 1_000_000_000L);
    }

    private void measure(int port, Map<String, Page> pages) throws Exception {
        System.out.printf("%-40s %12s %12s %8s%n", "page", "of " + SMALL + ", ms", "of " + large + ", ms", "times");
        for (Map.Entry<String, Page> one : pages.entrySet()) {
            Page page = one.getValue();
            times(port, page.ofSmall(), WARM_UP);
            times(port, page.ofLarge(), WARM_UP);
            long[] small = new long[rounds];
            long[] great = new long[rounds];
            for (int i = 0; i < rounds; i++) {
                small[i] = times(port, page.ofSmall(), REQUESTS);
                great[i] = times(port, page.ofLarge(), REQUESTS);
            }
            Arrays.sort(small);
            Arrays.sort(great);
            double ofSmall = small[rounds / 2] / 1e6;
            double ofLarge = great[rounds / 2] / 1e6;
            System.out.printf("%-40s %12.2f %12.2f %8.2f%n", one.getKey(), ofSmall, ofLarge, ofLarge / ofSmall);
        }
    }

    /** The median of some requests one after the other. */
    private long times(int port, Request request, int count) throws Exception {
        AtomicInteger next = new AtomicInteger();
        long[] took =
                platform.connections()
                        .run(port, 1, () -> next.getAndIncrement() < count ? request : null, Long.MAX_VALUE);
        return took[took.length / 2];
    }
}
