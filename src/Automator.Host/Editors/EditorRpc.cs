using System.Text.Json;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace Automator.Host.Editors;

/// <summary>Errors in the protocol's numbers, in words and without traces.</summary>
internal sealed class EditorRpc(IJsonRpcMessageHandler messages) : JsonRpc(messages)
{
    protected override JsonRpcError.ErrorDetail CreateErrorDetails(JsonRpcRequest request, Exception exception) => exception switch
    {
        LocalRpcException or OperationCanceledException => base.CreateErrorDetails(request, exception),
        JsonException or RpcArgumentDeserializationException or UriFormatException => Detail(JsonRpcErrorCode.InvalidParams, exception),
        _ => Detail(JsonRpcErrorCode.InternalError, exception),
    };

    private static JsonRpcError.ErrorDetail Detail(JsonRpcErrorCode code, Exception exception) => new() { Code = code, Message = exception.Message };
}
