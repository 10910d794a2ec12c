package io.mltwin.scoring.keys;

/** Provides signing keys. */
public interface SigningKeySource {

    /** Returns the key pair of a name; made when there is none. */
    SigningKeys.SigningKey named(String name);
}
