package io.mltwin.console.token;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the token inspector. */
@MessageBundle("token")
public interface TokenTexts {

    @Message("Token inspector")
    String title();

    @Message(
            "Six services check every token themselves. Give one, and see what each of them makes of it, check by check, by the code that checks real requests.")
    String intro();

    @Message("The token is sent in the body of a request and kept nowhere: no log, trace, table or address holds it.")
    String privacy();

    @Message("Paste a token")
    String paste();

    @Message("Token")
    String pasted();

    @Message("Three parts with dots between them, without the word Bearer.")
    String pastedHint();

    @Message("Take one of this session")
    String take();

    @Message("Resource")
    String resource();

    @Message("Only for one request")
    String request();

    @Message("Host and port")
    String host();

    @Message("Path")
    String path();

    @Message("Leave both empty to ask about every plane of every service.")
    String requestHint();

    @Message("Inspect")
    String inspect();

    @Message("Edit or forge it")
    String edit();

    @Message("Header (JSON)")
    String header();

    @Message("Claims (JSON)")
    String claims();

    @Message("Signature (base64url)")
    String signature();

    @Message("The signature of the session's token stays on the server and is put back.")
    String signatureKept();

    @Message("What is done to it")
    String forgery();

    @Message("nothing: send it as edited")
    String asEdited();

    @Message("sign it with a fresh key of our own")
    String ownKey();

    @Message("algorithm none, no signature")
    String noSignature();

    @Message("HS256 with the issuer's public key as the secret")
    String publicKeyAsSecret();

    @Message("a key name that nobody publishes")
    String otherKeyName();

    @Message("an expiry an hour ago (only the issuer could sign it)")
    String expired();

    @Message("Show the token's text in the answer")
    String show();

    @Message("The token")
    String shown();

    @Message("Its claims")
    String readClaims();

    @Message("Claim")
    String claim();

    @Message("Value")
    String value();

    @Message("What the services make of it")
    String results();

    @Message("Nothing of this service answers at this host and path.")
    String noPlane();

    @Message("Plane")
    String plane();

    @Message("Accepts")
    String accepts();

    @Message("Verdict")
    String verdict();

    @Message("First check that fails")
    String firstFailure();

    @Message("Checks")
    String checks();

    @Message("accepted")
    String accepted();

    @Message("refused")
    String refused();

    @Message("left to the resource")
    String leftToResource();

    @Message("anybody")
    String anonymous();

    @Message("other credentials too, which the resource checks")
    String otherCredentials();

    @Message("expected")
    String expectedWord();

    @Message("found")
    String found();

    @Message("passed")
    String passed();

    @Message("failed")
    String failed();

    @Message("not reached")
    String notReached();

    @Message("There is a token")
    String stepPresent();

    @Message("Three parts, the first a JSON object")
    String stepForm();

    @Message("Algorithm")
    String stepAlgorithm();

    @Message("The claims are a JSON object")
    String stepClaims();

    @Message("Issuer is trusted")
    String stepIssuer();

    @Message("A key is named")
    String stepKeyNamed();

    @Message("The issuer publishes the key")
    String stepKey();

    @Message("Signature")
    String stepSignature();

    @Message("An expiry is stated")
    String stepExpiry();

    @Message("One audience is stated")
    String stepOneAudience();

    @Message("The start is a time or absent")
    String stepStart();

    @Message("Not expired")
    String stepNotExpired();

    @Message("Already valid")
    String stepStarted();

    @Message("Kind is accepted by the plane")
    String stepKind();

    @Message("Audience is accepted by the plane")
    String stepAudience();

    @Message("Application has tokens of this kind")
    String stepApplication();

    @Message("Claims of this kind are there")
    String stepOwnClaims();

    @Message("Tenant is the issuer's")
    String stepTenant();

    @Message("{accepted} planes accept it, {refused} refuse it.")
    String summary(long accepted, long refused);

    @Message("as at {name}")
    String atName(String name);
}
