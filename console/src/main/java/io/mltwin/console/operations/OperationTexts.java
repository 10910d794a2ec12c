package io.mltwin.console.operations;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page of an operation. */
@MessageBundle("operation")
public interface OperationTexts {

    String title();

    String target();

    String state();

    String resourceState();

    String began();

    String ended();

    String goesOn();

    String steps();

    String time();

    String operation();

    String resource();

    String result();

    String caller();

    String noEvents();

    String look();
}
