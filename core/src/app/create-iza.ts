import { IzaError, isAbort } from '../foundation/index.ts';
import { openKnowledgeBase, type KnowledgeBase } from '../knowledge/index.ts';
import type { BlobStore, ByteFiles, ChatModel, Clock, Embedder, EmulatorPort, FileReader, HeadsetPort } from '../ports/index.ts';
import type { CapabilityContext } from './capability.ts';
import { capabilities } from './capability-registry.ts';
import { createChatModel, createEmbedder } from './choose-models.ts';
import type { HostPorts } from './host-ports.ts';
import { parseCapabilityInput } from './parse-capability-input.ts';

/** The services that capabilities run on. */
export interface Iza extends AsyncDisposable {
  /** @throws IzaError `unsupported` where no notes were opened */
  readonly knowledge: KnowledgeBase;
  readonly byteFiles: ByteFiles | undefined;
  /** `undefined` where the host owns no headsets. */
  readonly headset: HeadsetPort | undefined;
  /** `undefined` where the host has no wires to put an emulated headset on. */
  readonly emulator: EmulatorPort | undefined;
  readonly rasterizeSvg: HostPorts['rasterizeSvg'];
  /** `undefined` when none is configured: answers are then made of quotes. */
  readonly chatModel: ChatModel | undefined;
  readonly createEmbedder: () => Promise<Embedder | undefined>;
  readonly files: FileReader | undefined;
  readonly clock: Clock;
  /**
   * Runs a capability by id on unchecked input.
   * @throws IzaError `capability-missing` | `bad-input` and whatever the capability throws
   */
  call(id: string, input: unknown, context?: CapabilityContext): Promise<unknown>;
  close(): Promise<void>;
}

/** The one composition root: adapters in, services and capabilities out. */
export async function createIza(ports: HostPorts, options: { signal?: AbortSignal } = {}): Promise<Iza> {
  const knowledge = ports.indexStore && (await openNotes(ports, ports.indexStore, options));
  const close = async (): Promise<void> => {
    await knowledge?.close();
    await ports.headset?.[Symbol.asyncDispose]();
  };
  const iza: Iza = {
    get knowledge() {
      if (!knowledge) throw new IzaError('unsupported', 'Cannot use notes here: none were opened. Name a vault.');
      return knowledge;
    },
    byteFiles: ports.byteFiles,
    headset: ports.headset,
    emulator: ports.emulator,
    rasterizeSvg: ports.rasterizeSvg,
    chatModel: createChatModel(ports),
    createEmbedder: () => createEmbedder(ports),
    files: ports.files,
    clock: ports.clock,
    async call(id, input, context = {}) {
      const capability = capabilities.find((candidate) => candidate.id === id);
      if (!capability) throw new IzaError('capability-missing', `Cannot run "${id}": IZA has no such capability.`);
      return capability.run(parseCapabilityInput(capability, input), iza, context);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
  return iza;
}

async function openNotes(ports: HostPorts, store: BlobStore, { signal }: { signal?: AbortSignal }): Promise<KnowledgeBase> {
  const { embedder, problem } = await createEmbedderIfItAnswers(ports);
  return openKnowledgeBase({
    sources: ports.sources,
    store,
    exclude: ports.settings.exclude,
    embedder,
    problems: problem === undefined ? [] : [problem],
    openVectorStore: ports.settings.vectorStore === 'vectra' ? ports.openVectraStore : undefined,
    clock: ports.clock,
    signal,
  });
}

/** An embedder that is down takes no search away: the index opens on its own signals, and the status says what is missing. */
async function createEmbedderIfItAnswers(ports: HostPorts): Promise<{ embedder?: Embedder | undefined; problem?: string }> {
  try {
    return { embedder: await createEmbedder(ports) };
  } catch (error) {
    if (!(error instanceof IzaError) || isAbort(error) || error.code === 'bad-config') throw error;
    return { problem: `Search goes on without the embedder. ${error.message}` };
  }
}
