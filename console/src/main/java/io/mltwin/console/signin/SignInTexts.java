package io.mltwin.console.signin;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page after a sign-out. */
@MessageBundle("signin")
public interface SignInTexts {

    String title();

    String ended();

    String again();
}
