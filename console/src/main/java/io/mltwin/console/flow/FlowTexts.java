package io.mltwin.console.flow;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page of flows. */
@MessageBundle("flow")
public interface FlowTexts {

    String title();

    String intro();

    String introOperator();

    String filters();

    String mine();

    String refusedOnly();

    String workspace();

    String all();

    String show();

    String pause();

    String resume();

    String allFlows();

    String newHops();

    String lost();

    String withoutScript();

    String empty();

    String emptyFilter();

    String emptyTrace();

    String drawing();

    String hops();

    String refused();

    String times(int count);

    String method();

    String host();

    String path();

    String token();

    String claims();

    String verdict();

    String time();

    String why();

    String open();
}
