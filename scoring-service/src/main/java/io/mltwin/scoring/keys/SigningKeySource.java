package io.mltwin.scoring.keys;

/** Where signing keys come from. */
public interface SigningKeySource {

    /** The key pair of a name; made when there is none. */
    SigningKeys.SigningKey named(String name);
}
