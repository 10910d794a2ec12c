package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.client.AzureService;
import io.mltwin.client.Mltwin;
import io.mltwin.client.Principal;
import io.mltwin.client.Tenant;
import io.mltwin.junit.MltwinTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Writes into its tenant, and sees nothing of any other class: no resource, no person, no entry of a log. */
@MltwinTest
class IsolatedTest {
    private static final Path NOTES = Path.of(System.getenv("BENCH_NOTES"));
    private static final Pattern SUBSCRIPTION = Pattern.compile("/subscriptions/([0-9a-f-]{36})");

    @Test
    void nothingOfAnotherClassIsSeen(Mltwin platform, Tenant tenant) throws Exception {
        String group = getClass().getSimpleName() + "-" + UUID.randomUUID();
        Principal owner = tenant.owner();
        URI manager = platform.of(AzureService.RESOURCE_MANAGER);
        String groups = "/subscriptions/" + tenant.subscriptionId() + "/resourcegroups";

        HttpResponse<String> made = send(
                platform, owner, "PUT", manager + groups + "/" + group + "?api-version=2021-04-01", "{\"location\":\"eastus\"}");
        assertEquals(201, made.statusCode(), made.body());
        requireOwn(tenant, send(platform, owner, "GET", manager + "/subscriptions?api-version=2022-12-01", null));
        String listed =
                requireOwn(tenant, send(platform, owner, "GET", manager + groups + "?api-version=2021-04-01", null));
        assertTrue(listed.contains(group), listed);
        assertEquals(2, Pattern.compile("\"type\":\"Microsoft.Resources/resourceGroups\"").matcher(listed).results().count(), listed);
        requireOwn(tenant, send(platform, owner, "GET", manager + "/subscriptions/" + tenant.subscriptionId()
                + "/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01", null));
        int asked = send(platform, tenant.nobody(), "GET", manager + groups + "?api-version=2021-04-01", null).statusCode();
        assertFalse(asked == 200 && !tenant.nobody().tenantId().equals(tenant.id()));
        note(platform, tenant);
    }

    /** A class that has only what each class has. */
    @Test
    void thisTenantIsOfThisClass(Tenant tenant) {
        assertTrue(tenant.name().toLowerCase().contains(getClass().getSimpleName().toLowerCase()), tenant.name());
    }

    private String requireOwn(Tenant tenant, HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        Matcher found = SUBSCRIPTION.matcher(answer.body());
        while (found.find()) {
            assertEquals(tenant.subscriptionId(), found.group(1), answer.body());
        }
        return answer.body();
    }

    private static HttpResponse<String> send(
            Mltwin platform, Principal principal, String method, String address, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + principal.token("https://management.azure.com/.default"))
                .header("Content-Type", "application/json");
        return platform.httpClient()
                .send(
                        request.method(
                                        method,
                                        body == null
                                                ? HttpRequest.BodyPublishers.noBody()
                                                : HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private void note(Mltwin platform, Tenant tenant) throws Exception {
        Files.writeString(
                NOTES,
                getClass().getSimpleName() + " " + tenant.id() + " " + platform.of(AzureService.RESOURCE_MANAGER) + " "
                        + ProcessHandle.current().pid() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
