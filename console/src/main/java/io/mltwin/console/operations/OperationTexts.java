package io.mltwin.console.operations;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page of an operation. */
@MessageBundle("operation")
public interface OperationTexts {

    @Message("Operation")
    String title();

    @Message("Changes")
    String target();

    @Message("State of the operation")
    String state();

    @Message("State of the resource")
    String resourceState();

    @Message("Began")
    String began();

    @Message("Ended")
    String ended();

    @Message("It goes on. This page looks again by itself.")
    String goesOn();

    @Message("Step by step, from the activity log")
    String steps();

    @Message("Time")
    String time();

    @Message("Operation")
    String operation();

    @Message("Resource")
    String resource();

    @Message("Result")
    String result();

    @Message("Caller")
    String caller();

    @Message("The activity log has no event of it yet. Events come a few seconds after they happen.")
    String noEvents();

    @Message("Look at the resource")
    String look();
}
