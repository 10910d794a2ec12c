/**
 * A process and the streams of somebody who is not on this machine. Uses the JDK alone, so that
 * programs without a sandbox can use it. Start reading at {@link io.mltwin.process.ProcessStreams}.
 */
package io.mltwin.process;
