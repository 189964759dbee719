/**
 * The page at {@code /dynawrap} that shows an application's models and what is stored of them. Read-only, off unless the
 * configuration asks for it and the management rules allow it. Nothing in here is for applications.
 */
@NullMarked
package io.dynawrap.autoconfigure.explorer;

import org.jspecify.annotations.NullMarked;
