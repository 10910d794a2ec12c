/**
 * How a service starts: its main class, which installs the crypto provider and, while an archive of
 * classes is made, loads those of {@code startup-classes.txt}. The settings that all services share
 * lie in {@code META-INF/microprofile-config.properties}. Start reading at {@link ServiceMain}.
 */
package io.mltwin.platform.start;
