package io.mltwin.console.token;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the token inspector. */
@MessageBundle("token")
public interface TokenTexts {

    String title();

    String intro();

    String privacy();

    String paste();

    String pasted();

    String pastedHint();

    String take();

    String resource();

    String request();

    String host();

    String path();

    String requestHint();

    String inspect();

    String edit();

    String header();

    String claims();

    String signature();

    String signatureKept();

    String forgery();

    String asEdited();

    String ownKey();

    String noSignature();

    String publicKeyAsSecret();

    String otherKeyName();

    String expired();

    String show();

    String shown();

    String readClaims();

    String claim();

    String value();

    String results();

    String noPlane();

    String plane();

    String accepts();

    String verdict();

    String firstFailure();

    String checks();

    String accepted();

    String refused();

    String leftToResource();

    String anonymous();

    String otherCredentials();

    String expectedWord();

    String found();

    String passed();

    String failed();

    String notReached();

    String stepPresent();

    String stepForm();

    String stepAlgorithm();

    String stepClaims();

    String stepIssuer();

    String stepKeyNamed();

    String stepKey();

    String stepSignature();

    String stepExpiry();

    String stepOneAudience();

    String stepStart();

    String stepNotExpired();

    String stepStarted();

    String stepKind();

    String stepAudience();

    String stepApplication();

    String stepOwnClaims();

    String stepTenant();

    String summary(long accepted, long refused);

    String atName(String name);
}
