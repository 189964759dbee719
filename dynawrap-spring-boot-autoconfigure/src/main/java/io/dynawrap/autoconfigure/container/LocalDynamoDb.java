package io.dynawrap.autoconfigure.container;

import io.dynawrap.autoconfigure.dynamodb.DynamoDbConnectionDetails;
import java.net.URI;

/** The access to a server that takes any region and any credentials, as long as all clients give the same. */
interface LocalDynamoDb extends DynamoDbConnectionDetails {

    @Override
    default String region() {
        return "us-east-1";
    }

    /** Letters and digits only: DynamoDB Local refuses others. */
    @Override
    default String accessKeyId() {
        return "local";
    }

    @Override
    default String secretAccessKey() {
        return "local";
    }

    /** The address of a port that is reached without TLS. */
    static URI http(String host, int port) {
        return URI.create("http://" + host + ":" + port);
    }
}
