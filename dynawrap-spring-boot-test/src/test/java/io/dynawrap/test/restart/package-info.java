/** An application that Spring Boot's devtools restart. */
package io.dynawrap.test.restart;
