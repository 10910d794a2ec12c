package io.mltwin.console.activity;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the activity log. */
@MessageBundle("activity")
public interface ActivityTexts {

    @Message("Activity log")
    String title();

    @Message("What this log leaves out")
    String leftOutTitle();

    @Message(
            "It has writes, deletes and actions of Azure Resource Manager, kept 90 days. It has no reads, and nothing of the data planes: no secret read from a vault, no blob, no run, no call of an endpoint. See the flow of a call for those, or the logs of Application Insights for calls of endpoints.")
    String leftOut();

    @Message("Time")
    String span();

    @Message("the last {count} hours")
    String lastHours(int count);

    @Message("Status")
    String status();

    @Message("any")
    String any();

    @Message("Caller")
    String caller();

    @Message("Sign-in name or object id")
    String callerHint();

    @Message("Operation contains")
    String operation();

    @Message("Filter")
    String filter();

    @Message("Time")
    String time();

    @Message("Operation")
    String what();

    @Message("Resource")
    String resource();

    @Message("Flow")
    String flow();

    @Message("Flow of {operation}")
    String flowOf(String operation);

    @Message("draw")
    String draw();

    @Message(
            "No event matches. Take a longer time or fewer filters; or change something, such as a tag, and look again.")
    String none();

    @Message("Older events")
    String older();

    @Message("Newest activity")
    String newest();

    @Message("The newest events are fetched by script; the link leads to all.")
    String newestNeedsScript();

    @Message("The whole log")
    String all();
}
