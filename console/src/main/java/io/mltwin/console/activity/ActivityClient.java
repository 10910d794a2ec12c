package io.mltwin.console.activity;

import static io.mltwin.console.azure.ScopeAddress.path;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the activity log as the signed-in user, by Azure Monitor's API. */
@Singleton
public record ActivityClient(AzureClient azure, AzureHosts hosts, ResourceManager arm, Clock clock) {

    private static final String VALUES =
            "/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01&$filter=";
    private static final Pattern SKIP = Pattern.compile("[?&]\\$skip[tT]oken=(\\d+)");

    record Answer(List<ActivityEvent> value, String nextLink) {}

    record Subscription(String id) {}

    /**
     * A page of the log.
     *
     * @param next what leads to older events; empty when there are none
     */
    public record Found(List<ActivityEvent> events, String next) {}

    /**
     * Returns events of a scope, newest first.
     *
     * @throws AzureException 403 when the user may read no event
     */
    public Found find(ArmResourceId scope, ActivityQuery query) {
        String subscription = path(ArmResourceId.subscription(scope.subscriptionId()));
        String filter = query.filter(scope, clock.instant());
        Answer answer = azure.get(
                        hosts.resourceManager(),
                        subscription
                                + VALUES
                                + UriEncoding.encodeQueryValue(filter)
                                + (query.skip().isEmpty() ? "" : "&$skiptoken=" + query.skip()))
                .as(Answer.class);
        return new Found(answer.value().stream().filter(query::matches).toList(), next(answer.nextLink()));
    }

    /** Returns the newest events of all subscriptions whose log the user may read. */
    public List<ActivityEvent> newest(int most) {
        List<ActivityEvent> all = new ArrayList<>();
        ActivityQuery query = ActivityQuery.of(ActivityQuery.DEFAULT_HOURS, null, null, null, null);
        for (Subscription one : arm.list("/subscriptions?api-version=2021-04-01", Subscription.class)) {
            try {
                all.addAll(find(ArmResourceId.parse(one.id()), query).events());
            } catch (AzureException mayNotRead) {
                if (mayNotRead.status() != 403) {
                    throw mayNotRead;
                }
            }
        }
        return all.stream()
                .sorted(Comparator.comparing(ActivityEvent::eventTimestamp).reversed())
                .limit(most)
                .toList();
    }

    private static String next(String link) {
        if (link == null) {
            return "";
        }
        Matcher skip = SKIP.matcher(link.replace("%24", "$"));
        return skip.find() ? skip.group(1) : "";
    }
}
