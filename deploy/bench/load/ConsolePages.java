import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows of the table in docs/console.md, and what the words in braces stand for on a platform where the demo has run. */
final class ConsolePages {
    private static final Pattern ROW = Pattern.compile("\\| `(/[^`]*)` \\| ");
    private static final Pattern WORD = Pattern.compile("\\{([a-zA-Z]+)}");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WORKSPACES = "/providers/Microsoft.MachineLearningServices/workspaces";

    private final ConsoleVisitor visitor;
    private final HttpClient client;
    private final Platform platform;
    private final Map<String, String> ids = new LinkedHashMap<>();

    ConsolePages(ConsoleVisitor visitor, HttpClient client, Platform platform) {
        this.visitor = visitor;
        this.client = client;
        this.platform = platform;
    }

    /** Addresses by the path that the table has. */
    Map<String, String> read(Path checkout) throws IOException, InterruptedException {
        findIds();
        Map<String, String> addresses = new LinkedHashMap<>();
        for (String line : Files.readAllLines(checkout.resolve("docs/console.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.lookingAt()) {
                addresses.put(row.group(1), address(row.group(1)));
            }
        }
        if (addresses.isEmpty()) {
            throw new IOException("docs/console.md has no table of pages");
        }
        return addresses;
    }

    private String address(String path) throws IOException {
        Matcher word = WORD.matcher(path);
        StringBuilder address = new StringBuilder();
        while (word.find()) {
            String id = ids.get(word.group(1));
            if (id == null) {
                throw new IOException("nothing is known for the '" + word.group() + "' of " + path);
            }
            word.appendReplacement(address, Matcher.quoteReplacement(id));
        }
        word.appendTail(address);
        // the page of logs calls nothing until it is given a query
        return path.startsWith("/logs/") ? address + "?query=requests%20%7C%20take%2010" : address.toString();
    }

    private void findIds() throws IOException, InterruptedException {
        JsonNode workspace = demoWorkspace();
        String id = workspace.path("id").asText();
        JsonNode properties = workspace.path("properties");
        String[] parts = id.split("/");
        String page = parts[2] + "/" + parts[4] + "/" + parts[8];
        String storage = properties.path("storageAccount").asText();
        ids.put("workspace", page);
        ids.put("armId", id.substring(1));
        ids.put("resource", id.substring(1));
        ids.put("scope", id.substring(1, id.indexOf("/providers/")));
        ids.put("storageAccount", storage.substring(1));
        ids.put("component", properties.path("applicationInsights").asText().substring(1));
        ids.put("run", linked("/runs/" + page));
        ids.put("model", linked("/models/" + page));
        ids.put("endpoint", linked("/endpoints/" + page));
        ids.put("decision", refusedListKeys(storage));
        ids.put("trace", newestTrace());
    }

    /** The newest workspace of the demo. */
    private JsonNode demoWorkspace() throws IOException, InterruptedException {
        String path = "/subscriptions/" + Platform.setting("SUBSCRIPTION_ID") + WORKSPACES + "?api-version=2023-04-01";
        String token = platform.token("https://management.azure.com/.default");
        JsonNode found = null;
        while (path != null) {
            JsonNode list = JSON.readTree(call("GET", platform.armPort(), path, token).body());
            for (JsonNode one : list.path("value")) {
                String name = one.path("name").asText();
                if (name.startsWith("demo") && (found == null || name.compareTo(found.path("name").asText()) > 0)) {
                    found = one;
                }
            }
            String next = list.path("nextLink").asText("");
            path = next.isEmpty() ? null : URI.create(next).getRawPath() + "?" + URI.create(next).getRawQuery();
        }
        if (found == null) {
            throw new IOException("the demo has not run on this platform: ./mltwin demo");
        }
        return found;
    }

    /** The first thing that a page of a list leads to. */
    private String linked(String list) throws IOException, InterruptedException {
        String page = visitor.page(list);
        Matcher link = Pattern.compile("<th scope=\"row\"><a href=\"" + Pattern.quote(list) + "/([^\"/]+)\">").matcher(page);
        if (!link.find()) {
            throw new IOException("nothing is listed on " + list + ": " + page);
        }
        return link.group(1);
    }

    /** The id of a decision: the fixture's reader may not have an account's keys. */
    private String refusedListKeys(String storage) throws IOException, InterruptedException {
        String form =
                "grant_type=client_credentials&client_id=" + Platform.setting("READER_CLIENT_ID") + "&client_secret="
                        + Platform.encode(Platform.setting("READER_CLIENT_SECRET")) + "&scope="
                        + Platform.encode("https://management.azure.com/.default");
        String token =
                Platform.field(
                        "access_token",
                        platform.connections()
                                .once(platform.identityPort(), platform.form(Platform.setting("TENANT_ID"), form)));
        return call("POST", platform.armPort(), storage + "/listKeys?api-version=2022-09-01", token)
                .headers()
                .firstValue("x-ms-mltwin-decision")
                .orElseThrow(() -> new IOException("the reader may list keys"));
    }

    private String newestTrace() throws IOException, InterruptedException {
        String list = call("GET", platform.base() + 6, "/_mltwin/traces?last=1", Platform.setting("ADMIN_TOKEN")).body();
        return JSON.readTree(list).path(0).path("traceId").asText();
    }

    private HttpResponse<String> call(String method, int port, String path, String token)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
