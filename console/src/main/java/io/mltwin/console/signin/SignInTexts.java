package io.mltwin.console.signin;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page after a sign-out. */
@MessageBundle("signin")
public interface SignInTexts {

    @Message("You are signed out")
    String title();

    @Message("Your sessions in the console and in Azure Active Directory have ended.")
    String ended();

    @Message("Sign in again")
    String again();
}
