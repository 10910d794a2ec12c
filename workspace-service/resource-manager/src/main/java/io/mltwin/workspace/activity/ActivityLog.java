package io.mltwin.workspace.activity;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.events.ActivityEvent;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.workspace.activity.OutboxEntity.OutboxRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/**
 * Writes the activity log as ARM does ("Azure Activity Log event schema"): begin and end of every
 * control-plane write, delete and action, never of a read. Events lie in an outbox in the
 * transaction of the change.
 */
@ApplicationScoped
public class ActivityLog {

    /**
     * A control-plane change under way, as the activity log names it.
     *
     * @param activityId what its begin and end events share
     */
    public record Activity(
            String activityId, ArmResourceId id, String action, String method, Caller caller, String correlationId) {

        public static Activity of(String activityId, ArmCall call) {
            return new Activity(
                    activityId, call.id(), call.action(), call.method(), call.caller(), call.correlationId());
        }
    }

    private static final String WORKSPACES = "Microsoft.MachineLearningServices/workspaces";

    private final OutboxRepository outbox;
    private final Clock clock;
    private final ResetGate gate;

    public ActivityLog(OutboxRepository outbox, Clock clock, ResetGate gate) {
        this.gate = gate;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    public void began(Activity activity) {
        began(activity, null);
    }

    /**
     * @param properties the properties of this kind of event, null for none
     */
    @Transactional
    public void began(Activity activity, Map<String, String> properties) {
        add(activity, new Ending("BeginRequest", "Started", "", "Informational"), properties);
    }

    /** The request is answered, the work goes on. */
    @Transactional
    public void accepted(Activity activity, int status) {
        add(activity, new Ending("EndRequest", "Accepted", subStatus(status), "Informational"), null);
    }

    @Transactional
    public void succeeded(Activity activity, int status) {
        succeeded(activity, status, null);
    }

    /**
     * @param properties the properties of this kind of event, null for none
     */
    @Transactional
    public void succeeded(Activity activity, int status, Map<String, String> properties) {
        add(activity, new Ending("EndRequest", "Succeeded", subStatus(status), "Informational"), properties);
    }

    @Transactional
    public void failed(Activity activity, AzureException fault) {
        add(
                activity,
                new Ending(
                        "EndRequest", "Failed", fault.code() + " (HTTP Status Code: " + fault.status() + ")", "Error"),
                null);
    }

    /**
     * Records the effect of Azure Policy on a request: a warning where it notes, an error where it forbids.
     *
     * @param effect {@code audit} or {@code deny}
     * @param properties names of policies, never values of the resource
     */
    @Transactional
    public void policy(Activity activity, String effect, Map<String, String> properties) {
        boolean denied = effect.equals("deny");
        write(
                activity,
                "Microsoft.Authorization/policies/" + effect + "/action",
                new Ending(
                        "EndRequest",
                        denied ? "Failed" : "Succeeded",
                        denied ? "Forbidden (HTTP Status Code: 403)" : "",
                        denied ? "Error" : "Warning"),
                "Policy",
                properties);
    }

    private void add(Activity activity, Ending ending, Map<String, String> properties) {
        write(activity, activity.action(), ending, "Administrative", properties);
    }

    private record Ending(String eventName, String status, String subStatus, String level) {}

    private void write(
            Activity activity, String operationName, Ending ending, String category, Map<String, String> properties) {
        if (activity.action().endsWith("/read")) {
            // an operation that only reads is no activity either
            return;
        }
        ArmResourceId id = activity.id();
        ActivityEvent event = new ActivityEvent(
                UUID.randomUUID().toString(),
                gate.epoch(),
                clock.instant(),
                id.subscriptionId(),
                id.resourceGroup(),
                namespace(activity),
                id.toString(),
                id.type(),
                operationName,
                ending.eventName(),
                ending.status(),
                ending.subStatus(),
                ending.level(),
                activity.caller().displayName(),
                activity.caller().objectId(),
                activity.caller().tenantId(),
                id.toString(),
                activity.method(),
                activity.correlationId(),
                activity.activityId(),
                category,
                properties);
        OutboxEntity row = new OutboxEntity();
        row.eventId = event.eventId();
        row.messageKey = messageKey(id);
        row.event = write(event);
        outbox.persist(row);
    }

    /** Events of one workspace keep their order: its id is the key, for its children too. */
    static String messageKey(ArmResourceId id) {
        for (ArmResourceId scope : id.withAncestors()) {
            if (AsciiCase.equal(scope.type(), WORKSPACES)) {
                return scope.key();
            }
        }
        return id.key();
    }

    private static String namespace(Activity activity) {
        int slash = activity.action().indexOf('/');
        return slash < 0 ? activity.id().namespace() : activity.action().substring(0, slash);
    }

    static String subStatus(int status) {
        String name = switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 202 -> "Accepted";
            case 204 -> "NoContent";
            default -> "Status";
        };
        return name + " (HTTP Status Code: " + status + ")";
    }

    private String write(ActivityEvent event) {
        return Json.write(event);
    }
}
