package io.mltwin.console.session;

import java.util.Optional;

/** The session of the request that is being answered. */
public interface CurrentSession {

    /** Returns the session, or nothing when nobody is signed in. */
    Optional<Session> find();

    /**
     * Returns the session.
     *
     * @throws SignInRequiredException when nobody is signed in, or the session has ended
     */
    Session require();

    /**
     * Returns the form token that each form of this browser sends as {@code formToken}. Before a
     * sign-in it belongs to a cookie of the visitor's own, which the answer sets.
     */
    String formToken();
}
