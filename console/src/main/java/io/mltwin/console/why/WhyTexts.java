package io.mltwin.console.why;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page that explains a refusal. */
@MessageBundle("why")
public interface WhyTexts {

    String title();

    String remedy();

    String allowedNow();

    String smallestRole(int count);

    String assignAt();

    String assign(String role, String name);

    String assigned(String role, String name, String scope);

    String mayNotAssign();

    String blocked();

    String noRole();

    String accessHere();

    String asOfThen();
}
